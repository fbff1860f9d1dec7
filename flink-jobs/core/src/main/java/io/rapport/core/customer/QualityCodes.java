package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of the repairs that cleaned a customer's data, by reason code. The codes are a closed
 * list; a code beyond {@link #CAPACITY} is not counted.
 */
final class QualityCodes {

  /** Twice the number of codes that cleaning has. */
  static final int CAPACITY = 48;

  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String codes) {
    if (codes != null && !codes.isEmpty()) {
      for (String code : codes.split(",", -1)) {
        add(code, 1);
      }
    }
  }

  void merge(QualityCodes other) {
    other.counts.forEach(this::add);
  }

  Map<String, Integer> counts() {
    return counts;
  }

  void write(PackedWriter out) {
    out.writeVarint(counts.size());
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      out.writeString(entry.getKey());
      out.writeVarint(entry.getValue());
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      add(in.readString(), in.readVarint());
    }
  }

  private void add(String code, int times) {
    if (counts.size() < CAPACITY || counts.containsKey(code)) {
      counts.merge(code, times, Integer::sum);
    }
  }
}
