package io.rapport.jobs.state;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.AsyncKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointableKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimeServiceManager;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamOperatorStateHandler;
import org.apache.flink.util.CloseableIterable;

/**
 * Takes snapshots as Flink does and adds what the caches hold back, as raw keyed state. Flink lets
 * an operator write that state only while the task stands still; here another thread does it, so
 * that a checkpoint does not hold the task up for what is in the caches.
 */
final class UnflushedHandler extends StreamOperatorStateHandler {

  private final StateCaches caches;
  private final CloseableRegistry registry; // of the task
  private final int keyGroups; // of the whole job

  /**
   * @param handler of the operator, whose state is initialised; to be replaced
   */
  UnflushedHandler(
      StreamOperatorStateHandler handler, StateCaches caches, AbstractStreamOperator<?> operator) {
    super(
        new Initialised(handler),
        operator.getExecutionConfig(),
        operator.getContainingTask().getCancelables());
    this.caches = caches;
    this.registry = operator.getContainingTask().getCancelables();
    this.keyGroups = operator.getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
  }

  @Override
  public OperatorSnapshotFutures snapshotState(
      CheckpointedStreamOperator operator,
      Optional<InternalTimeServiceManager<?>> timers,
      String operatorName,
      long checkpointId,
      long timestamp,
      CheckpointOptions options,
      CheckpointStreamFactory streams,
      boolean customRawKeyedState,
      boolean asyncState)
      throws CheckpointException {
    OperatorSnapshotFutures futures =
        super.snapshotState(
            operator,
            timers,
            operatorName,
            checkpointId,
            timestamp,
            options,
            streams,
            customRawKeyedState,
            asyncState);
    futures.getKeyedStateRawFuture().run(); // Nothing, but it is registered until it has run.
    UnflushedSnapshot held =
        new UnflushedSnapshot(
            caches.freeze(),
            ((CheckpointableKeyedStateBackend<?>) getKeyedStateBackend()).getKeyGroupRange(),
            keyGroups,
            caches.settings().snapshotShare(),
            streams);
    try {
      futures.setKeyedStateRawFuture(held.toAsyncSnapshotFutureTask(registry));
    } catch (IOException e) {
      held.cleanupProvidedResources();
      throw new CheckpointException(
          "Cannot add what is held back to checkpoint " + checkpointId,
          CheckpointFailureReason.CHECKPOINT_DECLINED,
          e);
    }
    return futures;
  }

  /** The state of a handler that is initialised: its inputs are read. */
  private record Initialised(StreamOperatorStateHandler handler)
      implements StreamOperatorStateContext {

    @Override
    public OptionalLong getRestoredCheckpointId() {
      return OptionalLong.empty();
    }

    @Override
    public OperatorStateBackend operatorStateBackend() {
      return handler.getOperatorStateBackend();
    }

    @Override
    public TypeSerializer<?> keySerializer() {
      return handler.getKeySerializer();
    }

    @Override
    public CheckpointableKeyedStateBackend<?> keyedStateBackend() {
      return (CheckpointableKeyedStateBackend<?>) handler.<Object>getKeyedStateBackend();
    }

    @Override
    public AsyncKeyedStateBackend<?> asyncKeyedStateBackend() {
      return handler.getAsyncKeyedStateBackend();
    }

    @Override
    public InternalTimeServiceManager<?> internalTimerServiceManager() {
      throw new UnsupportedOperationException("The operator has its timers already");
    }

    @Override
    public InternalTimeServiceManager<?> asyncInternalTimerServiceManager() {
      return handler.getAsyncInternalTimerServiceManager();
    }

    @Override
    public CloseableIterable<StatePartitionStreamProvider> rawOperatorStateInputs() {
      return CloseableIterable.empty();
    }

    @Override
    public CloseableIterable<KeyGroupStatePartitionStreamProvider> rawKeyedStateInputs() {
      return CloseableIterable.empty();
    }
  }
}
