package io.rapport.core.identity.resolve;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The times at which customer ids were erased, by hash; the one longest known gives way. */
final class Erased {

  private final int capacity;
  private final Map<Long, Long> times = new LinkedHashMap<>();

  Erased(int capacity) {
    this.capacity = capacity;
  }

  void add(String id, long time) {
    times.merge(Hash64.of(id), time, Math::max);
    if (times.size() > capacity) {
      Iterator<Long> oldest = times.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Whether an event of such a time is of before the erasure. */
  boolean covers(String id, long time) {
    Long erased = times.get(Hash64.of(id));
    return erased != null && time <= erased;
  }

  int size() {
    return times.size();
  }

  void write(PackedWriter out) {
    out.writeVarint(times.size());
    times.forEach(
        (hash, time) -> {
          out.writeLong(hash);
          out.writeLong(time);
        });
  }

  void read(PackedReader in) {
    for (int left = in.readVarint(); left > 0; left--) {
      times.put(in.readLong(), in.readLong());
    }
  }
}
