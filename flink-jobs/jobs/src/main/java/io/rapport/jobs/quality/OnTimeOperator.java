package io.rapport.jobs.quality;

import io.rapport.jobs.state.StreamTime;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives a late sum the time just beyond the watermark, so that the window after it counts the sum
 * in the earliest interval still open.
 *
 * <pre>
 * in    sums with a time
 * out   the same, none late
 * </pre>
 *
 * <p>A window drops what is late. The task that sums cannot know what is late for the window: while
 * its input is idle, the window's watermark goes on with those of the other tasks. The operator
 * restores the time of the stream with the window: without it a late sum would open an interval
 * again, and its report would come a second time, of that sum alone.
 */
public final class OnTimeOperator<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {

  private transient StreamTime time;

  OnTimeOperator() {}

  /** The stream by key, with nothing late in it. The next operator is in the same task. */
  public static <T> KeyedStream<T, String> keyed(
      DataStream<T> sums, KeySelector<T, String> key, String uid) {
    KeyedStream<T, String> partitioned = sums.keyBy(key, Types.STRING);
    // Not as a keyed stream: the operator keeps nothing per key.
    DataStream<T> onTime =
        new DataStream<>(partitioned.getExecutionEnvironment(), partitioned.getTransformation())
            .transform("on time", sums.getType(), new OnTimeOperator<>())
            .uid(uid);
    return DataStreamUtils.reinterpretAsKeyedStream(onTime, key, Types.STRING);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    time = StreamTime.restore(context.getOperatorStateStore());
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    if (element.getTimestamp() <= time.latest()) {
      element.setTimestamp(time.latest() + 1);
    }
    output.collect(element);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    time.advance(mark);
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    time.snapshot();
    super.snapshotState(context);
  }
}
