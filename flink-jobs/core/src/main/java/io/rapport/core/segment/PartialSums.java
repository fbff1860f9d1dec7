package io.rapport.core.segment;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * What one bucket of customers changed since it last reported: additive, so that the merger's
 * result does not depend on how customers are spread or in which order buckets report.
 */
public final class PartialSums {

  private static final byte FORMAT = 1;

  private final DecayedSums sums;
  private final Reservoir sample;

  /** No change. */
  public PartialSums(SegmentSettings settings) {
    this.sums = new DecayedSums(Feature.count(), settings.halfLife());
    this.sample = new Reservoir(settings.reservoir());
  }

  /** Adds how one customer's point moved. */
  public void add(Shift shift) {
    if (shift.from().length > 0) {
      sums.add(shift.fromSegment(), shift.from(), shift.fromTime(), -1);
    }
    if (shift.to().length > 0) {
      sums.add(shift.toSegment(), shift.to(), shift.time(), 1);
    }
    sample.add(shift.customer(), shift.time(), shift.to());
  }

  /** Adds the changes of another bucket, or of a later time. */
  public void merge(PartialSums other) {
    sums.merge(other.sums);
    sample.merge(other.sample);
  }

  DecayedSums sums() {
    return sums;
  }

  Reservoir sample() {
    return sample;
  }

  /** The packed value, led by a format version. */
  public byte[] toBytes() {
    PackedWriter out = PackedWriter.versioned(FORMAT);
    sums.write(out);
    sample.write(out);
    return out.toBytes();
  }

  /** Reads {@link #toBytes()}; no change for null. */
  public static PartialSums fromBytes(byte[] bytes, SegmentSettings settings) {
    PartialSums partial = new PartialSums(settings);
    if (bytes == null) {
      return partial;
    }
    PackedReader in = PackedReader.open(bytes, FORMAT, "Partial sums of segments");
    partial.sums.read(in);
    partial.sample.read(in);
    return partial;
  }
}
