package io.rapport.jobs.testing;

import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedCoProcessOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import io.rapport.jobs.state.StatefulCoFunction;
import io.rapport.jobs.state.StatefulFunction;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Test harnesses of stateful functions, behind caches as in the jobs. */
public final class Harnesses {

  public static final int MAX_PARALLELISM = 128;

  /** So small that some values are evicted and some wait, also of a test's few. */
  private static final CacheSettings CACHE = new CacheSettings(4096, 1024, 1);

  private Harnesses() {}

  /**
   * The part of a whole snapshot that one of several subtasks restores; the snapshot may be null.
   */
  public record Part(OperatorSubtaskState whole, int parallelism, int subtask) {

    /** The whole for the only subtask. */
    public static Part all(OperatorSubtaskState whole) {
      return new Part(whole, 1, 0);
    }

    /** Opens a harness with this part. */
    public <H extends AbstractStreamOperatorTestHarness<?>> H open(H harness) throws Exception {
      harness.setup();
      if (whole != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                whole, MAX_PARALLELISM, 1, parallelism, subtask));
      }
      harness.open();
      return harness;
    }
  }

  /** An open harness of the only subtask, restored if there is a state. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      StatefulFunction<I, O> function, KeySelector<I, String> key, OperatorSubtaskState state)
      throws Exception {
    return keyed(function, key, state, 1, 0);
  }

  /** An open harness of one of several subtasks, restored from its part of a whole state. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      StatefulFunction<I, O> function,
      KeySelector<I, String> key,
      OperatorSubtaskState whole,
      int parallelism,
      int subtask)
      throws Exception {
    return new Part(whole, parallelism, subtask)
        .open(
            new KeyedOneInputStreamOperatorTestHarness<>(
                new CachedProcessOperator<>(function, CACHE),
                key,
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                subtask));
  }

  /** An open harness of a function with two keyed inputs. */
  public static <I, J, O> KeyedTwoInputStreamOperatorTestHarness<String, I, J, O> keyed(
      StatefulCoFunction<I, J, O> function,
      KeySelector<I, String> first,
      KeySelector<J, String> second,
      OperatorSubtaskState state)
      throws Exception {
    return Part.all(state)
        .open(
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new CachedCoProcessOperator<>(function, CACHE),
                first,
                second,
                Types.STRING,
                MAX_PARALLELISM,
                1,
                0));
  }

  /** An open harness of a function with a keyed and a broadcast input. */
  public static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> keyed(
      StatefulBroadcastFunction<I, B, O> function,
      KeySelector<I, String> key,
      List<MapStateDescriptor<?, ?>> broadcast,
      Part part)
      throws Exception {
    return part.open(
        new KeyedBroadcastOperatorTestHarness<>(
            new CachedBroadcastOperator<>(function, broadcast, CACHE),
            key,
            Types.STRING,
            MAX_PARALLELISM,
            part.parallelism(),
            part.subtask()));
  }

  /** How many keyed values there are: in the state, held back, or both. */
  public static int keys(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    return RecommendationHarnesses.keys(harness);
  }

  /** The values of a side output so far. */
  public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
    return RecommendationHarnesses.side(harness, tag);
  }

  /** Whether a key is the harness's subtask's. */
  public static boolean owns(AbstractStreamOperatorTestHarness<?> harness, String key) {
    TaskInfo task = harness.getEnvironment().getTaskInfo();
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, MAX_PARALLELISM, task.getNumberOfParallelSubtasks());
  }
}
