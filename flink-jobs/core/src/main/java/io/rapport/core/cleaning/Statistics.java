package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Segments;
import io.rapport.core.sketch.FrequentValues;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.RunningStatistic;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * The statistics that the rules of a task keep, by rule, field and the parameters that give them
 * their meaning. Bounded by the segments that each rule allows. A statistic of rules that have
 * changed since it was written is left behind.
 */
final class Statistics {

  private static final int FORMAT = 1;

  private final Map<String, RunningStatistic<?>> all = new TreeMap<>();

  RunningStatistic<QuantileSketch> numbers(
      String rule, Field field, String kind, Segments segments) {
    RunningStatistic<QuantileSketch> statistic =
        RunningStatistic.ofNumbers(segments.windowMillis(), segments.capacity());
    all.put(name(rule, field, kind, segments), statistic);
    return statistic;
  }

  RunningStatistic<FrequentValues> texts(String rule, Field field, Segments segments) {
    RunningStatistic<FrequentValues> statistic =
        RunningStatistic.ofTexts(segments.windowMillis(), segments.capacity());
    all.put(name(rule, field, "mode", segments), statistic);
    return statistic;
  }

  private static String name(String rule, Field field, String kind, Segments segments) {
    return "%s %s %s %s %d"
        .formatted(
            rule, field.path(), kind, String.join("+", segments.by()), segments.windowMillis());
  }

  /** The segments of all statistics. */
  int segments() {
    return all.values().stream().mapToInt(RunningStatistic::size).sum();
  }

  /** Whether no rule keeps a statistic. */
  boolean isEmpty() {
    return all.isEmpty();
  }

  byte[] pack() {
    PackedWriter out = PackedWriter.versioned(FORMAT);
    out.writeVarint(all.size());
    PackedWriter block = new PackedWriter(1 << 12);
    all.forEach(
        (name, statistic) -> {
          block.clear();
          statistic.write(block);
          out.writeString(name);
          out.writeBlock(block.toBytes());
        });
    return out.toBytes();
  }

  /** Adds what {@link #pack} wrote. */
  void merge(byte[] packed) {
    PackedReader in = PackedReader.open(packed, FORMAT, "The statistics of cleaning");
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      RunningStatistic<?> statistic = all.get(in.readString());
      byte[] block = in.readBlock();
      if (statistic != null) {
        statistic.read(new PackedReader(block));
      }
    }
  }
}
