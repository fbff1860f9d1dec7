package io.rapport.local;

import io.rapport.local.supervision.Restart;
import java.time.Duration;

/** A listener to the supervision of a stack. Only {@link #jobsLost} may block. */
public interface SupervisionListener {

  /**
   * A process has ended by itself, and will be started again.
   *
   * @param reason its exit status or signal, in words
   * @param delay until the restart
   */
  default void ended(Component component, String reason, Duration delay) {}

  /** A process serves again. */
  default void restarted(Component component, Restart restart) {}

  /**
   * JobManager and TaskManager serve again, but have forgotten their jobs: they are to be submitted
   * again. Called on a thread of its own; interrupted when the stack ends or the JobManager dies
   * again, and then called once more when it serves. An exception is a failure of the stack.
   */
  default void jobsLost() {}
}
