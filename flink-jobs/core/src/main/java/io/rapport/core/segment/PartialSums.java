package io.rapport.core.segment;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The changes of one bucket of customers since its last report. They are additive, so that the
 * merger's result does not depend on how customers are spread over buckets or in which order
 * buckets report.
 */
public final class PartialSums implements Expiring {

  private static final int FORMAT = 1;

  private final SegmentSettings settings;
  private final DecayedSums sums;
  private final Reservoir sample;
  private long newest = Long.MIN_VALUE;
  private long due = Long.MAX_VALUE;

  /** Empty sums. */
  public PartialSums(SegmentSettings settings) {
    this.settings = settings;
    this.sums = new DecayedSums(Feature.count(), settings.halfLife());
    this.sample = new Reservoir(settings.reservoir());
  }

  /**
   * Adds the shift of one customer's point.
   *
   * @param time of the stream, which may be behind that of a future-dated profile; milliseconds
   *     since the epoch
   */
  public void add(Shift shift, long time) {
    newest = Math.max(newest, time);
    if (shift.from().length > 0) {
      sums.add(shift.fromSegment(), shift.from(), shift.fromTime(), -1);
    }
    if (shift.to().length > 0) {
      sums.add(shift.toSegment(), shift.to(), shift.time(), 1);
    }
    sample.add(shift.customer(), shift.time(), shift.to());
  }

  /**
   * Sets the time of the report, unless it is set: the end of the interval that contains {@code
   * now}.
   */
  public void begin(long now) {
    if (due == Long.MAX_VALUE) {
      due = (now / settings.sumInterval() + 1) * settings.sumInterval();
    }
  }

  /** The time of the report. */
  @Override
  public long expiry() {
    return due;
  }

  @Override
  public long newest() {
    return Long.MAX_VALUE;
  }

  /** Adds the changes of another bucket, or of a later time. */
  public void merge(PartialSums other) {
    newest = Math.max(newest, other.newest);
    sums.merge(other.sums);
    sample.merge(other.sample);
  }

  /** The time of the newest change. */
  long changed() {
    return newest;
  }

  DecayedSums sums() {
    return sums;
  }

  Reservoir sample() {
    return sample;
  }

  /** The packed form. */
  public static PackedFormat<PartialSums> format(SegmentSettings settings) {
    return new PackedFormat<>(
        "Partial sums of segments",
        FORMAT,
        () -> new PartialSums(settings),
        PartialSums::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeLong(due);
    sums.write(out);
    sample.write(out);
  }

  private static PartialSums read(PackedReader in, SegmentSettings settings) {
    PartialSums partial = new PartialSums(settings);
    partial.newest = in.readLong();
    partial.due = in.readLong();
    partial.sums.read(in);
    partial.sample.read(in);
    return partial;
  }
}
