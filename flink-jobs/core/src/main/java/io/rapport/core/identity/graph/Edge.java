package io.rapport.core.identity.graph;

/**
 * An unordered pair of nodes.
 *
 * @param first the node whose name comes first in the alphabet
 */
public record Edge(String first, String second) implements Comparable<Edge> {

  /** The pair of two nodes, in either order. */
  public static Edge of(String a, String b) {
    return a.compareTo(b) <= 0 ? new Edge(a, b) : new Edge(b, a);
  }

  /** The end that is not this node. */
  public String beyond(String node) {
    return node.equals(first) ? second : first;
  }

  @Override
  public int compareTo(Edge other) {
    int byFirst = first.compareTo(other.first);
    return byFirst != 0 ? byFirst : second.compareTo(other.second);
  }
}
