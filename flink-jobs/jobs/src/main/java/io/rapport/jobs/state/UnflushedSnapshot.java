package io.rapport.jobs.state;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.state.AsyncSnapshotCallable;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;

/** Writes the unflushed values of the caches, as of the barrier, in a thread of its own. */
final class UnflushedSnapshot extends AsyncSnapshotCallable<SnapshotResult<KeyedStateHandle>> {

  private final List<StateSnapshot> states;
  private final KeyGroupRange range;
  private final int keyGroups;
  private final double share;
  private final CheckpointStreamFactory streams;

  /**
   * @param range of the task
   * @param keyGroups of the whole job
   * @param share of the processors for all snapshots of this process
   */
  UnflushedSnapshot(
      List<StateSnapshot> states,
      KeyGroupRange range,
      int keyGroups,
      double share,
      CheckpointStreamFactory streams) {
    this.states = states;
    this.range = range;
    this.keyGroups = keyGroups;
    this.share = share;
    this.streams = streams;
  }

  @Override
  protected SnapshotResult<KeyedStateHandle> callInternal() throws Exception {
    if (states.stream().allMatch(state -> state.values().size() == 0)) {
      return SnapshotResult.empty();
    }
    CheckpointStateOutputStream stream =
        streams.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
    snapshotCloseableRegistry.registerCloseable(stream);
    KeyGroupRangeOffsets offsets = new KeyGroupRangeOffsets(range, nothing());
    UnflushedFormat.write(states, keyGroups, share, offsets, stream);
    if (!snapshotCloseableRegistry.unregisterCloseable(stream)) {
      throw new IOException("The snapshot was cancelled");
    }
    return SnapshotResult.of(new KeyGroupsStateHandle(offsets, stream.closeAndGetHandle()));
  }

  /** Offsets of key groups without values. */
  private long[] nothing() {
    long[] offsets = new long[range.getNumberOfKeyGroups()];
    Arrays.fill(offsets, KeyedStateCheckpointOutputStream.NO_OFFSET_SET);
    return offsets;
  }

  @Override
  protected void cleanupProvidedResources() {
    states.forEach(state -> state.values().close());
  }
}
