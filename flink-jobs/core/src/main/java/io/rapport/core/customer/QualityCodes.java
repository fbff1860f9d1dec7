package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts of the changes that cleaned a customer's data, by rule and kind: {@code
 * country:standardised}. A code beyond {@link #CAPACITY} is not counted.
 */
final class QualityCodes {

  /** Some twice the number of rules that are shipped. */
  static final int CAPACITY = 48;

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Adds the changes that an event keeps: {@code rule:kind:field=value}, by commas. */
  void add(String changes) {
    if (changes != null && !changes.isEmpty()) {
      for (String change : changes.split(",", -1)) {
        int kind = change.indexOf(':') + 1;
        int end = change.indexOf(':', kind);
        add(end < 0 ? change : change.substring(0, end), 1);
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
