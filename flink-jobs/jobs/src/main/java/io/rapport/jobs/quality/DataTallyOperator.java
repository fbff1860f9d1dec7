package io.rapport.jobs.quality;

import io.rapport.core.cleaning.Source;
import io.rapport.core.quality.DataQuality;
import io.rapport.core.quality.FieldSample;
import io.rapport.core.quality.SourceQuality;
import io.rapport.core.state.PackedFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up the quality of records by source, site and interval, in the task that cleans them.
 *
 * <pre>
 * in    {@link FieldSample} of each cleaned record
 * out   {@link PartialQuality}: before the watermark that ends its interval, at every barrier, and
 *       above {@link #CAPACITY}
 * </pre>
 *
 * <p>A few kilobytes an interval cross the network, however many records there were. Because every
 * barrier flushes the sums, the operator has no state.
 */
final class DataTallyOperator extends AbstractStreamOperator<PartialQuality>
    implements OneInputStreamOperator<FieldSample, PartialQuality> {

  /** Most sums of one task: sources times sites times open intervals. More are flushed early. */
  static final int CAPACITY = 200;

  private final DataQuality.Settings settings;
  private transient Map<Slot, SourceQuality> sums;
  private transient PackedFormat<SourceQuality> format;
  private transient Slot lastSlot;
  private transient SourceQuality lastSum;

  private record Slot(String source, String site, long interval) {

    boolean is(String otherSource, String otherSite, long otherInterval) {
      return interval == otherInterval && source.equals(otherSource) && site.equals(otherSite);
    }
  }

  DataTallyOperator(DataQuality.Settings settings) {
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new LinkedHashMap<>();
    format = SourceQuality.format(settings.timelyMillis());
  }

  @Override
  public void processElement(StreamRecord<FieldSample> element) {
    FieldSample sample = element.getValue();
    long interval = Math.floorDiv(sample.eventTime(), settings.intervalMillis());
    sum(sample.source(), sample.site(), interval).add(sample);
    if (sums.size() > CAPACITY) {
      flush(Long.MAX_VALUE);
    }
  }

  /** The sum of a slot. Most records are of the same slot as the one before. */
  private SourceQuality sum(String source, String site, long interval) {
    if (lastSlot == null || !lastSlot.is(source, site, interval)) {
      lastSlot = new Slot(source, site, interval);
      lastSum =
          sums.computeIfAbsent(
              lastSlot, any -> new SourceQuality(Source.valueOf(source), settings.timelyMillis()));
    }
    return lastSum;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush(Long.MAX_VALUE);
  }

  @Override
  public void finish() throws Exception {
    flush(Long.MAX_VALUE);
    super.finish();
  }

  /** Passes on the sums of the intervals that end by a time. */
  private void flush(long time) {
    lastSlot = null;
    sums.entrySet()
        .removeIf(
            entry -> {
              long start = entry.getKey().interval() * settings.intervalMillis();
              // Compared without an overflow at the end of time.
              boolean ended = start <= time - settings.intervalMillis() + 1;
              if (ended) {
                Slot slot = entry.getKey();
                output.collect(
                    new StreamRecord<>(
                        new PartialQuality(
                            slot.source(), slot.site(), start, format.pack(entry.getValue())),
                        start));
              }
              return ended;
            });
  }
}
