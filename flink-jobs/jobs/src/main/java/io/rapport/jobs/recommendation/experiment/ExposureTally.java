package io.rapport.jobs.recommendation.experiment;

import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureSum;
import io.rapport.core.recommendation.feedback.ExposureTotals;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.KeyedStates;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums the exposure of recommendations by site and interval, in the task that ranks.
 *
 * <pre>
 * in    {@link ExposedList}
 * out   {@link ExposureSum}, after an interval, at every barrier, and above {@link #CAPACITY}
 * </pre>
 *
 * <p>Because every barrier flushes the sums, the operator has no state.
 */
public final class ExposureTally extends AbstractStreamOperator<ExposureSum>
    implements OneInputStreamOperator<ExposedList, ExposureSum> {

  /** Most sums of one task: sites times open intervals. More are flushed early. */
  static final int CAPACITY = 100;

  private final long interval;
  private final ExposureSettings settings;
  private transient Map<Slot, ExposureTotals> sums;
  private transient Counter refused;
  private transient long watermark;

  private record Slot(String site, long interval) {}

  /**
   * @param interval milliseconds of event time of one report
   */
  public ExposureTally(ExposureSettings settings, long interval) {
    this.settings = settings;
    this.interval = interval;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new LinkedHashMap<>();
    watermark = Long.MIN_VALUE;
    refused =
        KeyedStates.metrics(getRuntimeContext(), RecommendationUids.DOMAIN)
            .counter("exposure-refused");
  }

  @Override
  public void processElement(StreamRecord<ExposedList> element) {
    ExposedList list = element.getValue();
    long time = Math.max(element.getTimestamp(), watermark + 1);
    sums.computeIfAbsent(
            new Slot(list.site(), Math.floorDiv(time, interval)),
            any -> new ExposureTotals(settings))
        .add(list);
    if (sums.size() > CAPACITY) {
      flush(Long.MAX_VALUE);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    watermark = mark.getTimestamp();
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

  /** Flushes the sums of the intervals that are over at a time. */
  private void flush(long time) {
    Iterator<Map.Entry<Slot, ExposureTotals>> all = sums.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Slot, ExposureTotals> next = all.next();
      long start = next.getKey().interval() * interval;
      if (time == Long.MAX_VALUE || start + interval - 1 <= time) {
        output.collect(
            new StreamRecord<>(
                new ExposureSum(
                    next.getKey().site(), ExposureTotals.format(settings).pack(next.getValue())),
                start));
        refused.inc(next.getValue().refused());
        all.remove();
      }
    }
  }
}
