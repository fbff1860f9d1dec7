package io.rapport.core.segment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeByte(Feature.count());
      sums.write(out);
      sample.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads {@link #toBytes()}; no change for null. */
  public static PartialSums fromBytes(byte[] bytes, SegmentSettings settings) {
    PartialSums partial = new PartialSums(settings);
    if (bytes == null) {
      return partial;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte format = in.readByte();
      int dimensions = in.readUnsignedByte();
      if (format != FORMAT || dimensions != Feature.count()) {
        throw new IOException(
            "partial sums of unknown format %d with %d features".formatted(format, dimensions));
      }
      partial.sums.read(in);
      partial.sample.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the packed partial sums cannot be read", e);
    }
    return partial;
  }
}
