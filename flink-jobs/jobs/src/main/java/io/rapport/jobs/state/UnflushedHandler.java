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
 * Adds the unflushed values of the caches to Flink's snapshots, as raw keyed state.
 *
 * <p>Flink lets an operator write raw keyed state only in the synchronous part of a checkpoint.
 * Here another thread writes it, so that the caches do not hold up the task.
 */
final class UnflushedHandler extends StreamOperatorStateHandler {

  private final StateCaches caches;
  private final CloseableRegistry registry; // of the task
  private final int keyGroups; // of the whole job

  /**
   * @param handler of the operator, with initialised state; this one replaces it
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
    futures.getKeyedStateRawFuture().run(); // empty, but registered until it has run
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
          "Cannot add the unflushed values to checkpoint " + checkpointId,
          CheckpointFailureReason.CHECKPOINT_DECLINED,
          e);
    }
    return futures;
  }

  /** The state of an initialised handler, whose raw inputs have been read. */
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
