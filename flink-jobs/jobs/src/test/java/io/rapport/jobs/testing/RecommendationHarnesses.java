package io.rapport.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** What the tests of all functions do with Flink's harnesses. */
public final class RecommendationHarnesses {

  public static final int KEY_GROUPS = 16;

  private static final AtomicLong SNAPSHOTS = new AtomicLong(1_000);

  private RecommendationHarnesses() {}

  /** Opens one subtask of {@code parallelism} with its part of a snapshot, or none. */
  public static <H extends AbstractStreamOperatorTestHarness<?>> H open(
      H harness, OperatorSubtaskState snapshot, int before, int parallelism, int subtask)
      throws Exception {
    harness.setup();
    if (snapshot != null) {
      harness.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, KEY_GROUPS, before, parallelism, subtask));
    }
    harness.open();
    return harness;
  }

  /** Opens one subtask of {@code parallelism} with its part of a snapshot. */
  public interface Opener {
    public AbstractStreamOperatorTestHarness<?> open(
        OperatorSubtaskState snapshot, int before, int parallelism, int subtask) throws Exception;
  }

  /** What is left of one subtask's snapshot when two took it over, each a part, and went on. */
  public static OperatorSubtaskState splitAndJoined(OperatorSubtaskState one, Opener opener)
      throws Exception {
    try (var left = opener.open(one, 1, 2, 0);
        var right = opener.open(one, 1, 2, 1)) {
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

  public static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }

  /** How many values a snapshot taken now holds: in the state, held back, or both. */
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
}
