package io.rapport.core.support.classifier;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index that numbers labels in the order in which they first appear, up to a bound. */
public final class LabelIndex {

  /** The number of a label that is not in the index. */
  public static final int NONE = -1;

  private final int capacity;
  private final List<String> names = new ArrayList<>();
  private final List<Long> fingerprints = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * An empty index.
   *
   * @param origin start value of the fingerprints: different for models that must not be mixed up
   */
  public LabelIndex(int capacity, long origin) {
    this.capacity = capacity;
    fingerprints.add(origin);
  }

  /** The number of a label, assigned now if it is new; {@link #NONE} when the index is full. */
  public int add(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() >= capacity) {
      return NONE;
    }
    fingerprints.add(31 * fingerprints.get(names.size()) + Hash64.of(name));
    names.add(name);
    numbers.put(name, names.size() - 1);
    return names.size() - 1;
  }

  /** The number of a label, or {@link #NONE}. */
  public int find(String name) {
    return numbers.getOrDefault(name, NONE);
  }

  public String name(int number) {
    return names.get(number);
  }

  public int size() {
    return names.size();
  }

  /**
   * A hash of the first labels in their order; equal only where the numbers have the same meaning.
   */
  public long fingerprint(int labels) {
    return fingerprints.get(labels);
  }

  public void write(PackedWriter out) {
    out.writeVarint(names.size());
    names.forEach(out::writeString);
  }

  public static LabelIndex read(PackedReader in, int capacity, long origin) {
    int size = in.readVarint();
    LabelIndex index = new LabelIndex(Math.max(capacity, size), origin);
    for (int i = 0; i < size; i++) {
      index.add(in.readString());
    }
    return index;
  }
}
