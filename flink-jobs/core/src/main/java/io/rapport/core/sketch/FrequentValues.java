package io.rapport.core.sketch;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most frequent texts of a stream (Misra and Gries, 1982; merged by Agarwal et al., PODS 2012).
 * A count is too low by at most {@code count() / CAPACITY}; every text more frequent than that is
 * kept. Not thread-safe.
 */
public final class FrequentValues implements Sketch<FrequentValues> {

  /** Most texts kept. */
  public static final int CAPACITY = 32;

  private final Map<String, long[]> counts = new HashMap<>();
  private long total;

  /** Adds a text. */
  public void add(String value) {
    total++;
    long[] count = counts.get(value);
    if (count != null) {
      count[0]++;
    } else if (counts.size() < CAPACITY) {
      counts.put(value, new long[] {1});
    } else {
      subtract(1);
    }
  }

  @Override
  public void merge(FrequentValues other) {
    total += other.total;
    other.counts.forEach(
        (value, count) -> counts.computeIfAbsent(value, any -> new long[1])[0] += count[0]);
    if (counts.size() > CAPACITY) {
      long[] sorted = counts.values().stream().mapToLong(count -> count[0]).sorted().toArray();
      subtract(sorted[sorted.length - 1 - CAPACITY]);
    }
  }

  private void subtract(long amount) {
    counts
        .values()
        .removeIf(
            count -> {
              count[0] -= amount;
              return count[0] <= 0;
            });
  }

  @Override
  public long count() {
    return total;
  }

  /** The most frequent text, of several the first in alphabetical order; null without any. */
  public String mode() {
    String mode = null;
    long most = 0;
    for (Map.Entry<String, long[]> entry : counts.entrySet()) {
      long count = entry.getValue()[0];
      if (count > most || (count == most && entry.getKey().compareTo(mode) < 0)) {
        mode = entry.getKey();
        most = count;
      }
    }
    return mode;
  }

  @Override
  public void write(PackedWriter out) {
    out.writeVarlong(total);
    out.writeVarint(counts.size());
    // In alphabetical order, so that equal sketches have equal bytes.
    new TreeMap<>(counts)
        .forEach(
            (value, count) -> {
              out.writeString(value);
              out.writeVarlong(count[0]);
            });
  }

  /** Reads the output of {@link #write}. */
  public static FrequentValues read(PackedReader in) {
    FrequentValues values = new FrequentValues();
    values.total = in.readVarlong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      values.counts.put(in.readString(), new long[] {in.readVarlong()});
    }
    return values;
  }

  @Override
  public String toString() {
    TreeMap<String, String> shown = new TreeMap<>();
    counts.forEach((value, count) -> shown.put(value, Arrays.toString(count)));
    return shown.toString();
  }
}
