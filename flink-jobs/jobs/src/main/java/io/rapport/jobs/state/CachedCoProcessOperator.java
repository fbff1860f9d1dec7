package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;

/** As {@link CachedProcessOperator}, for two inputs. */
public final class CachedCoProcessOperator<I, J, O>
    extends KeyedCoProcessOperator<String, I, J, O> {

  private final CacheSettings settings;
  private transient Map<String, List<Unflushed>> restored;

  public <F extends KeyedCoProcessFunction<String, I, J, O> & CachedFunction>
      CachedCoProcessOperator(F function, CacheSettings settings) {
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
    restored = UnflushedFormat.read(context.getRawKeyedStateInputs());
  }

  @Override
  public void open() throws Exception {
    KeyedStates states = new KeyedStates(this, settings, restored);
    stateHandler = new UnflushedHandler(stateHandler, states, this);
    ((CachedFunction) userFunction).keyedStates(states);
    super.open();
    states.requireAllRestored();
  }
}
