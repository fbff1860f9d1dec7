package io.rapport.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A function that is no more than one packed state a key, what an element makes of it, and when it
 * ends.
 */
public abstract class PackedFunction<I, T, O> extends KeyedProcessFunction<String, I, O>
    implements CachedFunction {

  private final String name;
  private transient KeyedStates states;
  private transient PackedState<T> packed;

  /**
   * @param name of the state
   */
  public PackedFunction(String name) {
    this.name = name;
  }

  protected abstract PackedCodec<T> codec();

  /** What an element makes of the state. */
  protected abstract void apply(T state, I element, Context context, Collector<O> out);

  /** When the state is to be forgotten unless something happens before. */
  protected abstract long expiry(T state);

  /** Whether nothing is left that is worth keeping. */
  protected boolean empty(T state) {
    return false;
  }

  /** Told of the state's end. */
  protected void expired(T state, String key, Context context, Collector<O> out) {}

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void open(OpenContext context) {
    packed = new PackedState<>(getRuntimeContext(), states, name, codec());
  }

  @Override
  public void processElement(I element, Context context, Collector<O> out) throws IOException {
    T stored = packed.read();
    T state = stored != null ? stored : packed.create();
    apply(state, element, context, out);
    if (empty(state)) {
      if (stored != null) {
        packed.clear();
      }
      return;
    }
    packed.write(state);
    if (stored == null) {
      context.timerService().registerEventTimeTimer(expiry(state));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws IOException {
    T state = packed.read();
    if (state == null) {
      return;
    }
    if (expiry(state) > timestamp) {
      context.timerService().registerEventTimeTimer(expiry(state));
    } else {
      packed.clear();
      expired(state, context.getCurrentKey(), context, out);
    }
  }
}
