package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.EnumMap;
import java.util.Map;

/** Counts of observations by kind. */
final class Counts {

  private final Map<ObservationKind, Long> counts = new EnumMap<>(ObservationKind.class);

  void add(ObservationKind kind, long more) {
    if (more != 0) {
      counts.merge(kind, more, Long::sum);
    }
  }

  void merge(Counts other) {
    other.counts.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  long of(ObservationKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Writes kinds by name, so that the enum can be extended and reordered. */
  void write(PackedWriter out) {
    out.writeVarint(counts.size());
    for (Map.Entry<ObservationKind, Long> entry : counts.entrySet()) {
      out.writeString(entry.getKey().name());
      out.writeLong(entry.getValue());
    }
  }

  void read(PackedReader in) {
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      counts.put(ObservationKind.valueOf(in.readString()), in.readLong());
    }
  }
}
