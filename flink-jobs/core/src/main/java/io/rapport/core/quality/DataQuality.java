package io.rapport.core.quality;

import io.rapport.core.cleaning.Source;
import io.rapport.core.settings.Checks;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The quality of one source of one site: the intervals still open, and a drift detector for each
 * measure of each field. Bounded by {@value #OPEN} open intervals and the source's fields. Not
 * thread-safe.
 */
public final class DataQuality {

  /** The metric of alarms. */
  public static final String DRIFT = "data.drift";

  /** Most open intervals; the two oldest of more become one. */
  static final int OPEN = 16;

  private static final int FORMAT = 1;

  private final Settings settings;
  private final PackedFormat<SourceQuality> packed;
  private final TreeMap<Long, SourceQuality> open = new TreeMap<>();
  private long earliest = Long.MIN_VALUE; // interval that no report has closed
  private final Map<String, PageHinkley> detectors = new TreeMap<>();

  /**
   * Parameters of the report.
   *
   * @param intervalMillis event time of one report
   * @param timelyMillis longest delay from event to broker of a record that came in time
   * @param tolerance fall of a share that does not count as drift
   * @param threshold product of records and fall beyond the tolerance that raises an alarm
   */
  public record Settings(long intervalMillis, long timelyMillis, double tolerance, double threshold)
      implements Serializable {

    public Settings {
      Checks.atLeast("intervalMillis", intervalMillis, 1);
      Checks.atLeast("timelyMillis", timelyMillis, 0);
    }
  }

  public DataQuality(Settings settings) {
    this.settings = settings;
    this.packed = SourceQuality.format(settings.timelyMillis());
  }

  /**
   * Adds the quality of a part of an interval. What is late counts in the earliest interval still
   * open. An interval that was reported stays closed, also where the watermark is not yet known
   * again.
   *
   * @param time of the part, milliseconds since the epoch
   * @param watermark event time up to which intervals are closed
   * @return the end of the interval in which the part counts
   */
  public long add(byte[] part, long time, long watermark) {
    long current =
        watermark == Long.MIN_VALUE
            ? Long.MIN_VALUE
            : Math.floorDiv(watermark + 1, settings.intervalMillis());
    long interval =
        Math.max(Math.max(earliest, current), Math.floorDiv(time, settings.intervalMillis()));
    merge(interval, packed.unpack(part));
    while (open.size() > OPEN) {
      SourceQuality oldest = open.pollFirstEntry().getValue();
      merge(open.firstKey(), oldest);
    }
    return end(interval);
  }

  private void merge(long interval, SourceQuality part) {
    SourceQuality present = open.putIfAbsent(interval, part);
    if (present != null) {
      present.merge(part);
    }
  }

  private long end(long interval) {
    return (interval + 1) * settings.intervalMillis();
  }

  /**
   * Closes the intervals that end by a time, and reports on them. A share that has fallen for good
   * raises an alarm, which is a report of the metric {@code data.drift} with the fall's nearness to
   * the alarm.
   */
  public List<Report> close(String site, Source source, long time) {
    List<Report> reports = new ArrayList<>();
    while (!open.isEmpty() && end(open.firstKey()) <= time) {
      Map.Entry<Long, SourceQuality> closed = open.pollFirstEntry();
      earliest = closed.getKey() + 1;
      long end = end(closed.getKey());
      closed
          .getValue()
          .measure(
              (measure, field, value, count) ->
                  report(new Observed(site, source, measure, field, value, count), end, reports));
    }
    return reports;
  }

  private record Observed(
      String site, Source source, DataMeasure measure, String field, double value, long count) {

    String name() {
      return measure.word() + (field == null ? "" : " " + field);
    }

    Map<String, String> dimensions() {
      Map<String, String> dimensions = new TreeMap<>();
      dimensions.put("source", source.label());
      if (field != null) {
        dimensions.put("field", field);
      }
      return dimensions;
    }
  }

  private void report(Observed observed, long end, List<Report> reports) {
    reports.add(
        new Report(
            new Measurement(
                observed.measure().metric(),
                observed.site(),
                observed.value() * observed.count(),
                observed.count()),
            end,
            observed.dimensions()));
    if (observed.measure().share()) {
      double nearness =
          detectors
              .computeIfAbsent(observed.name(), any -> detector())
              .add(observed.value(), observed.count());
      if (nearness >= 1) {
        Map<String, String> dimensions = observed.dimensions();
        dimensions.put("measure", observed.measure().word());
        reports.add(
            new Report(
                new Measurement(
                    DRIFT, observed.site(), nearness * observed.count(), observed.count()),
                end,
                dimensions));
      }
    }
  }

  private PageHinkley detector() {
    return new PageHinkley(settings.tolerance(), settings.threshold());
  }

  /** The packed form. */
  public static PackedFormat<DataQuality> format(Settings settings) {
    return new PackedFormat<>(
        "The quality of a source's intervals",
        FORMAT,
        () -> new DataQuality(settings),
        DataQuality::write,
        in -> read(in, settings));
  }

  private PackedFormat<PageHinkley> detectorFormat() {
    return PageHinkley.format(settings.tolerance(), settings.threshold());
  }

  private void write(PackedWriter out) {
    out.writeLong(earliest);
    out.writeVarint(open.size());
    open.forEach(
        (interval, quality) -> {
          out.writeLong(interval);
          packed.pack(quality, out);
        });
    out.writeVarint(detectors.size());
    detectors.forEach(
        (name, detector) -> {
          out.writeString(name);
          detectorFormat().pack(detector, out);
        });
  }

  private static DataQuality read(PackedReader in, Settings settings) {
    DataQuality quality = new DataQuality(settings);
    quality.earliest = in.readLong();
    int open = in.readVarint();
    for (int i = 0; i < open; i++) {
      quality.open.put(in.readLong(), quality.packed.unpack(in));
    }
    int detectors = in.readVarint();
    for (int i = 0; i < detectors; i++) {
      quality.detectors.put(in.readString(), quality.detectorFormat().unpack(in));
    }
    return quality;
  }
}
