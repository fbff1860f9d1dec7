package io.rapport.connectors.kafka.flink.time;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/**
 * The context of the Kafka connector's enumerator. What it assigns, it assigns with a time, and
 * once the partitions known at the start are assigned, it tells the readers so.
 *
 * <p>The enumerator looks for partitions in calls that are answered later, some of which are made
 * by the answer to another. As soon as one is answered and none is open, what there is was
 * assigned. Used by the coordinator's thread alone.
 */
final class TimedEnumeratorContext implements SplitEnumeratorContext<KafkaPartitionSplit> {

  private final SplitEnumeratorContext<TimedSplit> context;
  private int open; // single calls without an answer
  private boolean assigned;

  TimedEnumeratorContext(SplitEnumeratorContext<TimedSplit> context) {
    this.context = context;
  }

  @Override
  public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignment) {
    Map<Integer, List<TimedSplit>> timed = new HashMap<>();
    assignment
        .assignment()
        .forEach(
            (subtask, splits) ->
                timed.put(subtask, splits.stream().map(TimedSplit::fresh).toList()));
    context.assignSplits(new SplitsAssignment<>(timed));
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public void sendEventToSourceReader(int subtask, SourceEvent event) {
    context.sendEventToSourceReader(subtask, event);
  }

  @Override
  public void sendEventToSourceReader(int subtask, int attempt, SourceEvent event) {
    context.sendEventToSourceReader(subtask, attempt, event);
  }

  @Override
  public int currentParallelism() {
    return context.currentParallelism();
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return context.registeredReaders();
  }

  @Override
  public Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
    return context.registeredReadersOfAttempts();
  }

  @Override
  public void signalNoMoreSplits(int subtask) {
    context.signalNoMoreSplits(subtask);
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    open++;
    context.callAsync(
        callable,
        (value, failure) -> {
          handler.accept(value, failure);
          open--;
          settle();
        });
  }

  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
    context.callAsync(
        callable,
        (value, failure) -> {
          handler.accept(value, failure);
          settle();
        },
        delay,
        period);
  }

  private void settle() {
    if (!assigned && open == 0) {
      assigned = true;
      registeredReaders().keySet().forEach(this::tell);
    }
  }

  /** Tells a reader that it has its partitions, unless they are still being looked for. */
  void tellIfAssigned(int subtask) {
    if (assigned) {
      tell(subtask);
    }
  }

  private void tell(int subtask) {
    sendEventToSourceReader(subtask, new PartitionsAssigned());
  }

  @Override
  public void runInCoordinatorThread(Runnable runnable) {
    context.runInCoordinatorThread(runnable);
  }

  @Override
  public void setIsProcessingBacklog(boolean backlog) {
    context.setIsProcessingBacklog(backlog);
  }
}
