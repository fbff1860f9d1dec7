package io.rapport.jobs.recommendation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** What the tests of all functions do with Flink's harnesses. */
final class Harnesses {

  static final int KEY_GROUPS = 16;

  private static final AtomicLong SNAPSHOTS = new AtomicLong(1_000);

  private Harnesses() {}

  /** Opens one subtask of {@code parallelism} with its part of a snapshot, or none. */
  static <H extends AbstractStreamOperatorTestHarness<?>> H open(
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

  static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
    List<T> values = new ArrayList<>();
    Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }

  /** How many values a snapshot taken now holds. */
  static int keys(AbstractStreamOperatorTestHarness<?> harness) throws Exception {
    harness.snapshot(SNAPSHOTS.incrementAndGet(), 0);
    return harness instanceof KeyedTwoInputStreamOperatorTestHarness<?, ?, ?, ?> two
        ? two.numKeyedStateEntries()
        : ((KeyedOneInputStreamOperatorTestHarness<?, ?, ?>) harness).numKeyedStateEntries();
  }
}
