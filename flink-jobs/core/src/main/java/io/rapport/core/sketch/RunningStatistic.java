package io.rapport.core.sketch;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A statistic of many segments that follows the stream, bounded in segments: the eighth that was
 * silent for longest makes room. Segments are named by a 64-bit hash, so that no value of a record
 * is kept as their name. Mergeable; not thread-safe.
 *
 * @param <S> summary of a segment's values
 */
public final class RunningStatistic<S extends Sketch<S>> {

  private final long windowMillis;
  private final int capacity;
  private final Supplier<S> create;
  private final Function<PackedReader, S> read;
  private final Long2ObjectOpenHashMap<Segment<S>> segments = new Long2ObjectOpenHashMap<>();

  /**
   * @param windowMillis event time of one window; a segment covers one to two
   * @param capacity most segments
   */
  public RunningStatistic(
      long windowMillis, int capacity, Supplier<S> create, Function<PackedReader, S> read) {
    Checks.atLeast("windowMillis", windowMillis, 1);
    Checks.atLeast("capacity", capacity, 8);
    this.windowMillis = windowMillis;
    this.capacity = capacity;
    this.create = create;
    this.read = read;
  }

  /** A statistic of numbers. */
  public static RunningStatistic<QuantileSketch> ofNumbers(long windowMillis, int capacity) {
    return new RunningStatistic<>(
        windowMillis, capacity, QuantileSketch::new, QuantileSketch::read);
  }

  /** A statistic of texts. */
  public static RunningStatistic<FrequentValues> ofTexts(long windowMillis, int capacity) {
    return new RunningStatistic<>(
        windowMillis, capacity, FrequentValues::new, FrequentValues::read);
  }

  /** A segment; null before its first value. */
  public Segment<S> find(long key) {
    return segments.get(key);
  }

  /** The sketch of a segment that takes a value of a time; null for a value that is too old. */
  public S at(long key, long time) {
    Segment<S> segment = segments.get(key);
    if (segment == null) {
      if (segments.size() >= capacity) {
        evict();
      }
      segment = new Segment<>();
      segments.put(key, segment);
    }
    return segment.at(Math.floorDiv(time, windowMillis), time, create);
  }

  /** The values of a segment in both windows; a sketch not to be changed. */
  public S merged(Segment<S> segment) {
    return segment.merged(create);
  }

  /** The number of segments. */
  public int size() {
    return segments.size();
  }

  /** Adds the segments of another statistic with the same windows. */
  public void merge(RunningStatistic<S> other) {
    for (Long2ObjectMap.Entry<Segment<S>> entry : other.segments.long2ObjectEntrySet()) {
      segments
          .computeIfAbsent(entry.getLongKey(), any -> new Segment<>())
          .merge(entry.getValue(), create);
    }
    while (segments.size() > capacity) {
      evict();
    }
  }

  /** Removes the least keys of those silent for equally long. */
  private void evict() {
    int room = capacity / 8;
    // Times are sorted, not segments: a shop with many more items than segments evicts often.
    long[] times = new long[segments.size()];
    int filled = 0;
    for (Segment<S> segment : segments.values()) {
      times[filled++] = segment.last();
    }
    Arrays.sort(times);
    long newest = times[room - 1];
    LongArrayList out = new LongArrayList(room);
    LongArrayList tied = new LongArrayList();
    for (Long2ObjectMap.Entry<Segment<S>> entry : segments.long2ObjectEntrySet()) {
      long last = entry.getValue().last();
      if (last <= newest) {
        (last < newest ? out : tied).add(entry.getLongKey());
      }
    }
    tied.sort(null);
    out.addAll(tied.subList(0, room - out.size()));
    out.forEach(segments::remove);
  }

  /** Writes the packed form, the segments in the order of their keys. */
  public void write(PackedWriter out) {
    long[] keys = segments.keySet().toLongArray();
    Arrays.sort(keys);
    out.writeVarint(keys.length);
    for (long key : keys) {
      out.writeLong(key);
      segments.get(key).write(out);
    }
  }

  /** Adds the segments that {@link #write} wrote; a segment of the same key is merged. */
  public void read(PackedReader in) {
    RunningStatistic<S> other = new RunningStatistic<>(windowMillis, capacity, create, read);
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      other.segments.put(in.readLong(), Segment.read(in, read));
    }
    if (segments.isEmpty()) {
      segments.putAll(other.segments); // As it was, so that a restart changes no answer.
    } else {
      merge(other);
    }
  }
}
