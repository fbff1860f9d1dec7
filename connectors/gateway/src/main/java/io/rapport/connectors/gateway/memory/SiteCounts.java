package io.rapport.connectors.gateway.memory;

import java.util.Map;
import java.util.TreeMap;

/** Numbers of entries by site. For any number of threads. */
final class SiteCounts {

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Adds to a site's number; one that becomes 0 is dropped. */
  synchronized void add(String site, int change) {
    counts.merge(site, change, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** The numbers by site, those of 0 left out. */
  synchronized Map<String, Integer> bySite() {
    return new TreeMap<>(counts);
  }
}
