package io.rapport.jobs.testing;

import io.rapport.core.intake.ClickEvent;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/**
 * Fails the job once, after a number of events and a checkpoint that follows half of them. It slows
 * the job down so that there are checkpoints.
 */
public final class CrashFunction extends RichMapFunction<ClickEvent, ClickEvent>
    implements CheckpointListener {

  private static volatile int after;
  private static volatile boolean crashed;

  private transient int seen;
  private transient boolean checkpointed;

  /** Makes the next job fail. */
  public static void arm(int events) {
    after = events;
    crashed = false;
  }

  public static boolean crashed() {
    return crashed;
  }

  @Override
  public ClickEvent map(ClickEvent click) throws Exception {
    seen++;
    if (!crashed && seen > after && checkpointed) {
      crashed = true;
      throw new IllegalStateException("a failure on purpose");
    }
    // Slow enough for checkpoints.
    Thread.sleep(!crashed && seen > after ? 50 : seen % 2);
    return click;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    checkpointed = checkpointed || seen > after / 2;
  }
}
