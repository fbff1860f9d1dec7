package io.rapport.core.identity.graph;

/** An unordered pair of nodes. */
record Edge(String first, String second) {

  static Edge of(String a, String b) {
    return a.compareTo(b) <= 0 ? new Edge(a, b) : new Edge(b, a);
  }
}
