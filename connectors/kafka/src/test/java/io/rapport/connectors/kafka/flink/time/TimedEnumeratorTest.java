package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The order in which readers get their partitions and are told so. */
class TimedEnumeratorTest {

  private static final String TOLD = "told";

  private final Coordinator coordinator = new Coordinator();
  private final TimedEnumeratorContext context = new TimedEnumeratorContext(coordinator);
  private final TimedEnumerator enumerator =
      new TimedEnumerator(new OnePartition(context), context);

  /** Answers calls when the test says so. */
  private static final class Coordinator implements SplitEnumeratorContext<TimedSplit> {
    private final Map<Integer, ReaderInfo> readers = new HashMap<>();
    private final Map<Integer, List<String>> got = new HashMap<>();
    private final Deque<Runnable> calls = new ArrayDeque<>();

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      return null;
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      assertThat(event).isInstanceOf(PartitionsAssigned.class);
      got.computeIfAbsent(subtask, s -> new ArrayList<>()).add(TOLD);
    }

    @Override
    public int currentParallelism() {
      return 2;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<TimedSplit> assignment) {
      assignment
          .assignment()
          .forEach(
              (subtask, splits) ->
                  splits.forEach(
                      split ->
                          got.computeIfAbsent(subtask, s -> new ArrayList<>())
                              .add(split.splitId())));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {}

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
      calls.add(
          () -> {
            try {
              handler.accept(callable.call(), null);
            } catch (Exception e) {
              handler.accept(null, e);
            }
          });
    }

    @Override
    public <T> void callAsync(
        Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
      callAsync(callable, handler);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      runnable.run();
    }
  }

  /** Finds a partition of the first reader in two steps, as the Kafka connector does. */
  private static final class OnePartition
      implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {
    private final KafkaPartitionSplit split =
        new KafkaPartitionSplit(
            new TopicPartition("rapport.clicks", 0), KafkaPartitionSplit.EARLIEST_OFFSET);
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final Set<KafkaPartitionSplit> pending = new HashSet<>();

    OnePartition(SplitEnumeratorContext<KafkaPartitionSplit> context) {
      this.context = context;
    }

    @Override
    public void start() {
      context.callAsync(
          () -> split,
          (found, failure) -> {
            if (failure != null) {
              throw new IllegalStateException(failure);
            }
            context.callAsync(() -> found, (prepared, unused) -> discovered(prepared));
          },
          0,
          1);
    }

    private void discovered(KafkaPartitionSplit found) {
      pending.add(found);
      if (context.registeredReaders().containsKey(0)) {
        addReader(0);
      }
    }

    @Override
    public void addReader(int subtask) {
      if (subtask == 0 && !pending.isEmpty()) {
        context.assignSplits(new SplitsAssignment<>(Map.of(0, List.copyOf(pending))));
        pending.clear();
      }
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
      pending.addAll(splits);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private void register(int subtask) {
    coordinator.readers.put(subtask, new ReaderInfo(subtask, "here"));
    enumerator.addReader(subtask);
  }

  @Test
  void readersAreToldOnceThePartitionsAreAssigned() {
    enumerator.start();
    register(0);
    register(1);
    coordinator.calls.remove().run();
    assertThat(coordinator.got).isEmpty();
    coordinator.calls.remove().run();
    assertThat(coordinator.got)
        .isEqualTo(Map.of(0, List.of("rapport.clicks-0", TOLD), 1, List.of(TOLD)));
  }

  @Test
  void aReaderThatComesLaterOrAgainIsToldAfterItsPartitions() {
    enumerator.start();
    coordinator.calls.remove().run();
    coordinator.calls.remove().run();
    register(0);
    register(1);
    assertThat(coordinator.got)
        .isEqualTo(Map.of(0, List.of("rapport.clicks-0", TOLD), 1, List.of(TOLD)));
    register(1);
    assertThat(coordinator.got.get(1)).containsExactly(TOLD, TOLD);
  }

  @Test
  void nobodyIsToldWhileTheBrokerDoesNotAnswer() {
    SplitEnumeratorContext<KafkaPartitionSplit> asking = context;
    asking.callAsync(
        () -> {
          throw new IllegalStateException("away");
        },
        (found, failure) -> {
          throw new IllegalStateException(failure);
        });
    register(1);
    assertThatThrownBy(() -> coordinator.calls.remove().run())
        .isInstanceOf(IllegalStateException.class);
    assertThat(coordinator.got).isEmpty();
  }
}
