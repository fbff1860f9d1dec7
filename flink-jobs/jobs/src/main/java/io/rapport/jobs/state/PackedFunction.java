package io.rapport.jobs.state;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import java.io.IOException;
import org.apache.flink.util.Collector;

/** A function with one packed state for each key, its transition by an element, and its expiry. */
public abstract class PackedFunction<I, T extends Expiring, O> extends StatefulFunction<I, O> {

  private final String name;
  private transient ExpiringState<T> packed;

  /**
   * @param domain of the metrics
   * @param name of the state
   */
  protected PackedFunction(String domain, String name) {
    super(domain);
    this.name = name;
  }

  protected abstract PackedFormat<T> format();

  /** Applies an element to the state. */
  protected abstract void apply(T state, I element, Context context, Collector<O> out);

  /**
   * Removes the expired part of the state; a state with nothing left is then cleared.
   *
   * @param time by the state's clock: see {@link ExpiringState#local}
   */
  protected void expired(T state, long time, OnTimerContext context, Collector<O> out) {}

  @Override
  protected void open(KeyedStates states) {
    packed = states.expiring(name, format());
  }

  @Override
  public void processElement(I element, Context context, Collector<O> out) throws IOException {
    T state = packed.readOrCreate();
    apply(state, element, context, out);
    packed.write(state, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<O> out) throws IOException {
    T state = packed.read();
    if (packed.ended(state, time, context.timerService())) {
      long local = packed.local(time);
      expired(state, local, context, out);
      if (state.isEmpty() || state.expiry() <= local) {
        packed.clear();
      } else {
        packed.write(state, context.timerService());
      }
    }
  }
}
