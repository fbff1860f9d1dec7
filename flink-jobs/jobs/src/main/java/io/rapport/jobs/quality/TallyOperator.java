package io.rapport.jobs.quality;

import io.rapport.core.quality.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums measurements by metric, site and interval, in the task that makes them.
 *
 * <pre>
 * in    {@link Measurement}
 * out   {@link Measurement}: sums, at every watermark and barrier, and above {@link #CAPACITY}
 * </pre>
 *
 * <p>One sum crosses the network where there were thousands of measurements. Because every barrier
 * flushes the sums, the operator has no state. A late measurement counts in the earliest interval
 * still open. The metric {@code rapport.quality.measurements} counts all of them.
 */
final class TallyOperator extends AbstractStreamOperator<Measurement>
    implements OneInputStreamOperator<Measurement, Measurement> {

  /** Most sums of one task: metrics times sites times open intervals. More are flushed early. */
  static final int CAPACITY = 1_000;

  private final long interval;
  private transient Map<Slot, Measurement> sums;
  private transient long watermark;
  private transient Counter measurements;

  private record Slot(String key, long interval) {}

  /**
   * @param interval milliseconds of event time of one report
   */
  TallyOperator(long interval) {
    this.interval = interval;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new LinkedHashMap<>();
    watermark = Long.MIN_VALUE;
    measurements =
        getRuntimeContext()
            .getMetricGroup()
            .addGroup("rapport")
            .addGroup("quality")
            .counter("measurements");
  }

  @Override
  public void processElement(StreamRecord<Measurement> element) {
    measurements.inc();
    Measurement measurement = element.getValue();
    long time = Math.max(element.getTimestamp(), watermark + 1);
    sums.merge(
        new Slot(measurement.key(), Math.floorDiv(time, interval)), measurement, Measurement::plus);
    if (sums.size() >= CAPACITY) {
      flush();
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush();
    watermark = mark.getTimestamp();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  private void flush() {
    sums.forEach(
        (slot, sum) -> output.collect(new StreamRecord<>(sum, slot.interval() * interval)));
    sums.clear();
  }
}
