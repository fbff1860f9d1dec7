package io.rapport.connectors.gateway.memory;

import java.util.Map;
import java.util.TreeMap;

/** Numbers of entries by site. For any number of threads. */
final class SiteCounts {

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Adds to a site's number; a site without entries is dropped. */
  synchronized void add(String site, int change) {
    counts.merge(site, change, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** The numbers of the sites that have entries. */
  synchronized Map<String, Integer> bySite() {
    return new TreeMap<>(counts);
  }
}
