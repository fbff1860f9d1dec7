package io.rapport.core.quality;

import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldType;
import io.rapport.core.cleaning.Source;
import io.rapport.core.sketch.DistinctCount;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;

/**
 * The quality of the records of one source over a time: per field the share that came with a value,
 * that was valid, and that was unique, and how late the records came. Bounded by the source's
 * fields; mergeable; not thread-safe.
 */
public final class SourceQuality {

  private static final int FORMAT = 1;

  private final Source source;
  private final long timelyMillis;
  private final long[] present;
  private final long[] flawed;
  private final DistinctCount[] unique;
  private long records;
  private long timely;
  private QuantileSketch delays = new QuantileSketch();

  /**
   * @param timelyMillis longest delay from event to broker of a record that came in time
   */
  public SourceQuality(Source source, long timelyMillis) {
    this.source = source;
    this.timelyMillis = timelyMillis;
    this.present = new long[source.fields().size()];
    this.flawed = new long[present.length];
    this.unique = new DistinctCount[source.uniqueFields().size()];
    for (int i = 0; i < unique.length; i++) {
      unique[i] = new DistinctCount();
    }
  }

  /** Adds a record. */
  public void add(FieldSample sample) {
    records++;
    timely += sample.delayMillis() <= timelyMillis ? 1 : 0;
    delays.add((double) sample.delayMillis());
    count(sample.present(), present);
    count(sample.flawed(), flawed);
    for (int i = 0; i < unique.length; i++) {
      if (sample.hashes()[i] != 0) {
        unique[i].add(sample.hashes()[i]);
      }
    }
  }

  private static void count(long bits, long[] counts) {
    for (long left = bits; left != 0; left &= left - 1) {
      counts[Long.numberOfTrailingZeros(left)]++;
    }
  }

  /** Adds the records of another. */
  public void merge(SourceQuality other) {
    records += other.records;
    timely += other.timely;
    delays.merge(other.delays);
    for (int i = 0; i < present.length; i++) {
      present[i] += other.present[i];
      flawed[i] += other.flawed[i];
    }
    for (int i = 0; i < unique.length; i++) {
      unique[i].merge(other.unique[i]);
    }
  }

  /** A receiver of the measures of a source. */
  @FunctionalInterface
  public interface Receiver {

    /**
     * @param field the field's name; null for a measure of whole records
     * @param count records behind the value
     */
    void take(DataMeasure measure, String field, double value, long count);
  }

  /** Gives all measures to a receiver. */
  public void measure(Receiver receiver) {
    for (Field field : source.fields()) {
      int index = field.index();
      if (source.optional(field)) {
        receiver.take(
            DataMeasure.COMPLETENESS, field.name(), share(present[index], records), records);
      }
      if (field.changeable() && field.type() != FieldType.TIME && present[index] > 0) {
        receiver.take(
            DataMeasure.VALIDITY,
            field.name(),
            1 - share(flawed[index], present[index]),
            present[index]);
      }
    }
    List<Field> fields = source.uniqueFields();
    for (int i = 0; i < unique.length; i++) {
      if (unique[i].count() > 0) {
        receiver.take(
            DataMeasure.UNIQUENESS,
            fields.get(i).name(),
            unique[i].distinct() / unique[i].count(),
            unique[i].count());
      }
    }
    receiver.take(DataMeasure.TIMELINESS, null, share(timely, records), records);
    receiver.take(DataMeasure.DELAY_P50, null, delays.quantile(0.5), records);
    receiver.take(DataMeasure.DELAY_P95, null, delays.quantile(0.95), records);
    receiver.take(DataMeasure.DELAY_P99, null, delays.quantile(0.99), records);
  }

  private static double share(long of, long all) {
    return (double) of / all;
  }

  /** The packed form, which names the source. */
  public static PackedFormat<SourceQuality> format(long timelyMillis) {
    return new PackedFormat<>(
        "The quality of a source", FORMAT, SourceQuality::write, in -> read(in, timelyMillis));
  }

  private void write(PackedWriter out) {
    out.writeString(source.name());
    out.writeVarlong(records);
    out.writeVarlong(timely);
    out.writeLongs(present);
    out.writeLongs(flawed);
    for (DistinctCount count : unique) {
      count.write(out);
    }
    delays.write(out);
  }

  private static SourceQuality read(PackedReader in, long timelyMillis) {
    SourceQuality quality = new SourceQuality(Source.valueOf(in.readString()), timelyMillis);
    quality.records = in.readVarlong();
    quality.timely = in.readVarlong();
    copy(in.readLongs(), quality.present);
    copy(in.readLongs(), quality.flawed);
    for (int i = 0; i < quality.unique.length; i++) {
      quality.unique[i] = DistinctCount.read(in);
    }
    quality.delays = QuantileSketch.read(in);
    return quality;
  }

  private static void copy(long[] from, long[] to) {
    System.arraycopy(from, 0, to, 0, Math.min(from.length, to.length));
  }
}
