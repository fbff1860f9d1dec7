package io.rapport.jobs.testing;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Test harnesses of functions keyed by a text. */
public final class Harnesses {

  public static final int MAX_PARALLELISM = 128;

  private Harnesses() {}

  /** An open harness of the only subtask, restored if there is a state. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      KeyedProcessFunction<String, I, O> function,
      KeySelector<I, String> key,
      OperatorSubtaskState state)
      throws Exception {
    return keyed(function, key, state, 1, 0);
  }

  /** An open harness of one of several subtasks, restored from its part of a whole state. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      KeyedProcessFunction<String, I, O> function,
      KeySelector<I, String> key,
      OperatorSubtaskState whole,
      int parallelism,
      int subtask)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function),
            key,
            Types.STRING,
            MAX_PARALLELISM,
            parallelism,
            subtask);
    harness.setup();
    if (whole != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              whole, MAX_PARALLELISM, 1, parallelism, subtask));
    }
    harness.open();
    return harness;
  }

  /** Whether a key is the harness's subtask's. */
  public static boolean owns(
      KeyedOneInputStreamOperatorTestHarness<String, ?, ?> harness, String key) {
    TaskInfo task = harness.getEnvironment().getTaskInfo();
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, MAX_PARALLELISM, task.getNumberOfParallelSubtasks());
  }
}
