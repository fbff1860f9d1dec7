package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.CacheSettings;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/** Runs a function with a write-behind cache that is empty of writes when a snapshot is taken. */
final class CachedProcessOperator<I, O> extends KeyedProcessOperator<String, I, O> {

  private final CacheSettings settings;
  private transient KeyedStates states;

  <F extends KeyedProcessFunction<String, I, O> & CachedFunction> CachedProcessOperator(
      F function, CacheSettings settings) {
    super(function);
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
