package io.rapport.core.identity.graph;

import java.util.Comparator;

/**
 * A link between two nodes, which are records or identifiers.
 *
 * @param first the node whose name comes first in the alphabet
 * @param confidence probability that both are of one person
 * @param time event time in milliseconds
 * @param explanation one sentence; may be empty
 */
public record Link(
    String first,
    String second,
    Provenance provenance,
    double confidence,
    long time,
    String explanation) {

  /** The strongest link first; of equal ones the oldest, then by name. */
  public static final Comparator<Link> STRONGEST =
      Comparator.comparing(Link::provenance)
          .thenComparing(Comparator.comparingDouble(Link::confidence).reversed())
          .thenComparingLong(Link::time)
          .thenComparing(Link::first)
          .thenComparing(Link::second);

  /** Orders the nodes, so that a link is the same in both directions. */
  public Link {
    if (first.equals(second)) {
      throw new IllegalArgumentException("A link needs two nodes, but both are " + first + ".");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "confidence must be from 0 to 1 but is " + confidence + ".");
    }
    if (first.compareTo(second) > 0) {
      String smaller = second;
      second = first;
      first = smaller;
    }
  }

  /** The end of the link that is not this node. */
  String beyond(String node) {
    return node.equals(first) ? second : first;
  }
}
