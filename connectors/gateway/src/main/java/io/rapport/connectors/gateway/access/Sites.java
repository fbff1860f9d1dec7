package io.rapport.connectors.gateway.access;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sites a caller may read and write.
 *
 * @param all whether they are all sites
 * @param names the sites; empty when they are all
 */
public record Sites(boolean all, Set<String> names) {

  public static final Sites ALL = new Sites(true, Set.of());
  public static final Sites NONE = new Sites(false, Set.of());

  /** The name that stands for all. */
  public static final String ANY = "*";

  /** The sites named, or all when one of the names is {@value #ANY}. */
  public static Sites of(Collection<String> names) {
    return names.contains(ANY) ? ALL : new Sites(false, new TreeSet<>(names));
  }

  public boolean include(String site) {
    return all || names.contains(site);
  }

  /** The site of a request that names none: the usual one if it is included, else the first. */
  public String orElse(String usual) {
    return include(usual) || names.isEmpty() ? usual : names.iterator().next();
  }

  @Override
  public String toString() {
    return all ? "all" : String.join(", ", names);
  }
}
