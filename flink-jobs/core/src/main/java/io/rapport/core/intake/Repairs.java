package io.rapport.core.intake;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The repairs made to one event. */
public final class Repairs {

  private final Set<Repair> made = EnumSet.noneOf(Repair.class);

  public void add(Repair repair) {
    made.add(repair);
  }

  /** Codes joined by commas, in the order of {@link Repair}; empty for a clean event. */
  public String codes() {
    return made.isEmpty() ? "" : made.stream().map(Repair::code).collect(Collectors.joining(","));
  }
}
