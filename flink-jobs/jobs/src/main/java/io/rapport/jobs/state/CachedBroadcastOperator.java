package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs a function of a keyed and a broadcast input as {@link CachedProcessOperator} does. */
public final class CachedBroadcastOperator<I, B, O>
    extends CoBroadcastWithKeyedOperator<String, I, B, O> {

  private final CacheSettings settings;
  private transient Map<String, List<Unflushed>> restored;
  private transient StreamTime time;
  private transient StateCaches caches;

  public CachedBroadcastOperator(
      StatefulBroadcastFunction<I, B, O> function,
      List<MapStateDescriptor<?, ?>> broadcast,
      CacheSettings settings) {
    super(function, broadcast);
    this.settings = settings;
  }

  @Override
  protected boolean isUsingCustomRawKeyedState() {
    return true;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    time = StreamTime.restore(context.getOperatorStateStore());
    restored = UnflushedFormat.read(context.getRawKeyedStateInputs());
  }

  @Override
  public void open() throws Exception {
    caches = new StateCaches(this, settings, restored, time);
    stateHandler = new UnflushedHandler(stateHandler, caches, this);
    ((StatefulBroadcastFunction<?, ?, ?>) userFunction).caches(caches);
    super.open();
    caches.requireAllRestored();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    time.advance(mark); // before the timers that it fires
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    time.snapshot();
    caches.flush();
    super.snapshotState(context);
  }
}
