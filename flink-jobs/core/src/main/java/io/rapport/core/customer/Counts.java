package io.rapport.core.customer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** How many observations of each kind. */
final class Counts {

  private final Map<ObservationKind, Long> counts = new EnumMap<>(ObservationKind.class);

  void add(ObservationKind kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  void merge(Counts other) {
    other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  long of(ObservationKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** By name, so that kinds may be added and put in another order. */
  void write(DataOutput out) throws IOException {
    out.writeByte(counts.size());
    for (Map.Entry<ObservationKind, Long> entry : counts.entrySet()) {
      out.writeUTF(entry.getKey().name());
      out.writeLong(entry.getValue());
    }
  }

  void read(DataInput in) throws IOException {
    int size = in.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      counts.put(ObservationKind.valueOf(in.readUTF()), in.readLong());
    }
  }
}
