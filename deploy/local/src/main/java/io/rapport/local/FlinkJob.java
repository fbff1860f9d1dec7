package io.rapport.local;

import java.time.Duration;

/**
 * A job as a Flink cluster lists it.
 *
 * @param state Flink's name of the state, such as {@code RUNNING} or {@code FAILED}
 * @param age time since the submission
 * @param runningTasks tasks that run now, of {@code tasks}
 */
public record FlinkJob(
    String id, String name, String state, Duration age, int runningTasks, int tasks) {

  /** Whether every task of the job runs: before that some input is not read yet. */
  public boolean fullyRunning() {
    return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
  }

  /** Whether the job has ended, in whatever way. */
  public boolean ended() {
    return state.equals("FINISHED") || state.equals("CANCELED") || state.equals("FAILED");
  }
}
