package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.CacheSettings;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** As {@link CachedProcessOperator}, for two inputs. */
final class CachedCoProcessOperator<I, J, O> extends KeyedCoProcessOperator<String, I, J, O> {

  private final CacheSettings settings;
  private transient KeyedStates states;

  <F extends KeyedCoProcessFunction<String, I, J, O> & CachedFunction> CachedCoProcessOperator(
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
