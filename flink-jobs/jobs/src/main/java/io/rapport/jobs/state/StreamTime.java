package io.rapport.jobs.state;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The event time of a task's stream, which a restart does not set back: the watermark or, until
 * there is one after a restore, that of the snapshot.
 *
 * <p>Flink does not restore watermarks. Until every input has given its time or is idle, an event
 * that is old for the stream could not be told from a new one, and what is late not from what is in
 * time.
 *
 * <p>Eight bytes of operator state a subtask. A restore reads those of all subtasks, and the latest
 * counts: at a barrier all have been given the same watermarks, apart from those on their way in an
 * unaligned checkpoint. A time that is ahead by these keeps a value that much longer. One that is
 * behind would drop it too early.
 */
public final class StreamTime {

  static final String STATE_NAME = "rapport-stream-time";

  private final ListState<Long> state; // null where nothing is kept
  private long latest;

  private StreamTime(ListState<Long> state, long latest) {
    this.state = state;
    this.latest = latest;
  }

  /** Restores the time of the last snapshot, if any. {@code initializeState} calls it. */
  public static StreamTime restore(OperatorStateStore store) throws Exception {
    ListState<Long> state =
        store.getUnionListState(new ListStateDescriptor<>(STATE_NAME, LongSerializer.INSTANCE));
    long latest = Long.MIN_VALUE;
    for (long each : state.get()) {
      latest = Math.max(latest, each);
    }
    return new StreamTime(state, latest);
  }

  /** The time of an operator that keeps none: its watermark alone. */
  static StreamTime ofWatermark() {
    return new StreamTime(null, Long.MIN_VALUE);
  }

  /** Takes a watermark. {@code processWatermark} calls it. */
  public void advance(Watermark mark) {
    // The end of all input is no time: a job that was drained may go on from its savepoint.
    if (mark.getTimestamp() < Long.MAX_VALUE) {
      latest = Math.max(latest, mark.getTimestamp());
    }
  }

  /** Writes the time. {@code snapshotState} calls it. */
  public void snapshot() throws Exception {
    state.update(latest == Long.MIN_VALUE ? List.of() : List.of(latest));
  }

  /** The latest watermark; {@link Long#MIN_VALUE} before the first of all. */
  public long latest() {
    return latest;
  }

  /**
   * The time of the stream, for a function.
   *
   * @param timers of the function
   */
  public long now(TimerService timers) {
    return Math.max(latest, timers.currentWatermark());
  }
}
