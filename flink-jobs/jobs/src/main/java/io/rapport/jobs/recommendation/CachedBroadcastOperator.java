package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.CacheSettings;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/** As {@link CachedProcessOperator}, for a keyed and a broadcast input. */
final class CachedBroadcastOperator<I, B, O> extends CoBroadcastWithKeyedOperator<String, I, B, O> {

  private final CacheSettings settings;
  private transient KeyedStates states;

  <F extends KeyedBroadcastProcessFunction<String, I, B, O> & CachedFunction>
      CachedBroadcastOperator(
          F function, List<MapStateDescriptor<?, ?>> broadcast, CacheSettings settings) {
    super(function, broadcast);
    this.settings = settings;
  }

  @Override
  public void open() throws Exception {
    states = new KeyedStates(this, settings);
    ((CachedFunction) userFunction).keyedStates(states);
    super.open();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    states.flush();
    super.snapshotState(context);
  }
}
