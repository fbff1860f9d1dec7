package io.rapport.core.customer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each repair was needed to clean a customer's data. The codes are a closed list; one
 * beyond {@link #CAPACITY} is not counted.
 */
final class QualityCodes {

  /** Twice as many codes as cleaning has. */
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

  void write(DataOutput out) throws IOException {
    out.writeByte(counts.size());
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue());
    }
  }

  void read(DataInput in) throws IOException {
    int size = in.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      add(in.readUTF(), in.readInt());
    }
  }

  private void add(String code, int times) {
    if (counts.size() < CAPACITY || counts.containsKey(code)) {
      counts.merge(code, times, Integer::sum);
    }
  }
}
