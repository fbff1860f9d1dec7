package io.rapport.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedCoProcessOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import io.rapport.jobs.state.StatefulCoFunction;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.Unflushed;
import io.rapport.jobs.state.UnflushedFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Test harnesses of operators, and of stateful functions behind caches as in the jobs. */
public final class Harnesses {

  public static final int MAX_PARALLELISM = 16;

  /** So small that some values are evicted and some wait, also of a test's few. */
  private static final CacheSettings CACHE = new CacheSettings(4096, 1024, 1);

  private static final AtomicLong SNAPSHOTS = new AtomicLong(1_000);

  private Harnesses() {}

  /**
   * The part of a whole snapshot that one of several subtasks restores.
   *
   * @param whole null for none
   * @param before number of subtasks that the snapshot was taken of
   * @param parallelism number of subtasks that share it
   */
  public record Part(OperatorSubtaskState whole, int before, int parallelism, int subtask) {

    /** The only subtask, without a snapshot. */
    public static final Part NONE = of(null);

    /** The whole for the only subtask. */
    public static Part of(OperatorSubtaskState whole) {
      return new Part(whole, 1, 1, 0);
    }

    /** One of the halves of what was one subtask's. */
    public static Part half(OperatorSubtaskState whole, int subtask) {
      return new Part(whole, 1, 2, subtask);
    }

    /** The whole of what was two subtasks', for the only one. */
    public static Part joined(OperatorSubtaskState whole) {
      return new Part(whole, 2, 1, 0);
    }

    /** Opens a harness with this part. */
    public <H extends AbstractStreamOperatorTestHarness<?>> H open(H harness) throws Exception {
      harness.setup();
      if (whole != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                whole, MAX_PARALLELISM, before, parallelism, subtask));
      }
      harness.open();
      return harness;
    }
  }

  /** Opens a harness with its part of a snapshot. */
  @FunctionalInterface
  public interface Opener {
    AbstractStreamOperatorTestHarness<?> open(Part part) throws Exception;
  }

  /** An open harness of a function. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      StatefulFunction<I, O> function, KeySelector<I, String> key, Part part) throws Exception {
    return keyed(new CachedProcessOperator<>(function, CACHE), key, part);
  }

  /** An open harness of an operator. */
  public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> keyed(
      OneInputStreamOperator<I, O> operator, KeySelector<I, String> key, Part part)
      throws Exception {
    return part.open(
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator, key, Types.STRING, MAX_PARALLELISM, part.parallelism(), part.subtask()));
  }

  /** An open harness of a function with two keyed inputs. */
  public static <I, J, O> KeyedTwoInputStreamOperatorTestHarness<String, I, J, O> keyed(
      StatefulCoFunction<I, J, O> function,
      KeySelector<I, String> first,
      KeySelector<J, String> second,
      Part part)
      throws Exception {
    return keyed(new CachedCoProcessOperator<>(function, CACHE), first, second, part);
  }

  /** An open harness of an operator with two inputs; the key of one that is broadcast is null. */
  public static <I, J, O> KeyedTwoInputStreamOperatorTestHarness<String, I, J, O> keyed(
      TwoInputStreamOperator<I, J, O> operator,
      KeySelector<I, String> first,
      KeySelector<J, String> second,
      Part part)
      throws Exception {
    return part.open(
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            first,
            second,
            Types.STRING,
            MAX_PARALLELISM,
            part.parallelism(),
            part.subtask()));
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

  /** Splits one subtask's snapshot over two, and joins the snapshots that they take. */
  public static OperatorSubtaskState splitAndJoined(OperatorSubtaskState one, Opener opener)
      throws Exception {
    try (var left = opener.open(Part.half(one, 0));
        var right = opener.open(Part.half(one, 1))) {
      assertThat(entries(left)).isPositive();
      assertThat(entries(right)).isPositive();
      return AbstractStreamOperatorTestHarness.repackageState(
          left.snapshot(2, 2), right.snapshot(2, 2));
    }
  }

  private static int entries(AbstractStreamOperatorTestHarness<?> harness) {
    KeyedStateBackend<?> state =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    return ((TestableKeyedStateBackend<?>) state).numKeyValueStateEntries();
  }

  /** The values of a side output so far. */
  public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }

  /** The number of values in a snapshot taken now: in the state, held back, or both. */
  public static int keys(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(SNAPSHOTS.incrementAndGet(), 0);
    KeyedStateBackend<String> state =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    int keys = entries(harness);
    for (var held : heldBack(snapshot).entrySet()) {
      Set<String> inState =
          state.getKeys(held.getKey(), VoidNamespace.INSTANCE).collect(Collectors.toSet());
      keys += (int) held.getValue().stream().filter(v -> !inState.contains(v.key())).count();
    }
    return keys;
  }

  /** The values a snapshot holds beside the state, by the state's name. */
  public static Map<String, List<Unflushed>> heldBack(OperatorSubtaskState snapshot)
      throws IOException {
    Map<String, List<Unflushed>> values = new HashMap<>();
    for (KeyedStateHandle handle : snapshot.getRawKeyedState()) {
      KeyGroupsStateHandle raw = (KeyGroupsStateHandle) handle;
      try (FSDataInputStream in = raw.openInputStream()) {
        for (Tuple2<Integer, Long> keyGroup : raw.getGroupRangeOffsets()) {
          if (keyGroup.f1 != KeyedStateCheckpointOutputStream.NO_OFFSET_SET) {
            in.seek(keyGroup.f1);
            var group = new KeyGroupStatePartitionStreamProvider(in, keyGroup.f0);
            UnflushedFormat.read(List.of(group))
                .forEach(
                    (name, held) ->
                        values.computeIfAbsent(name, any -> new ArrayList<>()).addAll(held));
          }
        }
      }
    }
    return values;
  }

  /** Whether a key is the harness's subtask's. */
  public static boolean owns(AbstractStreamOperatorTestHarness<?> harness, String key) {
    TaskInfo task = harness.getEnvironment().getTaskInfo();
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, MAX_PARALLELISM, task.getNumberOfParallelSubtasks());
  }
}
