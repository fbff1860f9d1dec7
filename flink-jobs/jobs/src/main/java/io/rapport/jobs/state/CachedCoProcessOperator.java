package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Runs a function of two inputs as {@link CachedProcessOperator} does. */
public final class CachedCoProcessOperator<I, J, O>
    extends KeyedCoProcessOperator<String, I, J, O> {

  private final CacheSettings settings;
  private transient Map<String, List<Unflushed>> restored;
  private transient StreamTime time;
  private transient StateCaches caches;

  public CachedCoProcessOperator(StatefulCoFunction<I, J, O> function, CacheSettings settings) {
    super(function);
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
    ((StatefulCoFunction<?, ?, ?>) userFunction).caches(caches);
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
