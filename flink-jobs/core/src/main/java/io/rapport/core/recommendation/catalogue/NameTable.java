package io.rapport.core.recommendation.catalogue;

import io.rapport.core.hash.Hash64;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of categories or brands by identifier. The identifier is a hash, so every ranker gives a
 * name the same one, in whatever order it learns of them. Of 10,000 names two share an identifier
 * with probability 1%; they then count as one. Bounded: when full, a further name still has an
 * identifier but cannot be looked up.
 */
public final class NameTable {

  public static final int NONE = 0;

  private final int capacity;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<Integer, int[]> paths = new HashMap<>();
  private long refused;

  NameTable(int capacity) {
    this.capacity = capacity;
  }

  /** The identifier of a name; 0 for null. */
  public static int id(String name) {
    if (name == null || name.isEmpty()) {
      return NONE;
    }
    int id = (int) Hash64.of(name);
    return id == NONE ? 1 : id;
  }

  /**
   * Adds a name.
   *
   * @return whether it is new and was kept
   */
  boolean add(int id, String name) {
    if (id == NONE || names.containsKey(id)) {
      return false;
    }
    if (names.size() >= capacity) {
      refused++;
      return false;
    }
    names.put(id, name);
    return true;
  }

  /** The name of an identifier; null when it is not known. */
  public String name(int id) {
    return id == NONE ? null : names.get(id);
  }

  /**
   * The identifiers of a category and its ancestors, the highest first; only its own if the name is
   * not known.
   */
  public int[] path(int id) {
    return paths.computeIfAbsent(id, this::levels);
  }

  private int[] levels(int id) {
    String name = names.get(id);
    if (name == null) {
      return new int[] {id};
    }
    String[] levels = name.split("/", -1);
    int[] ids = new int[levels.length];
    String above = "";
    for (int i = 0; i < levels.length; i++) {
      above = i == 0 ? levels[0] : above + '/' + levels[i];
      ids[i] = id(above);
    }
    return ids;
  }

  int size() {
    return names.size();
  }

  long refused() {
    return refused;
  }
}
