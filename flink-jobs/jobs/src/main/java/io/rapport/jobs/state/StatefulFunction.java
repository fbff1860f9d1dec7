package io.rapport.jobs.state;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * A keyed function with packed states. In a {@link CachedProcessOperator} the states are cached.
 */
public abstract class StatefulFunction<I, O> extends KeyedProcessFunction<String, I, O>
    implements Noted {

  private final String domain;
  private transient StateCaches caches; // null for none

  /**
   * @param domain of the metrics, which are below {@code rapport.<domain>}
   */
  protected StatefulFunction(String domain) {
    this.domain = domain;
  }

  /** Opens the function's states and registers its metrics. */
  protected abstract void open(KeyedStates states) throws Exception;

  /** Sets the caches, before the function is opened. Without it the states are not cached. */
  final void caches(StateCaches ofFunction) {
    caches = ofFunction;
  }

  @Override
  public final void open(OpenContext context) throws Exception {
    open(new KeyedStates(getRuntimeContext(), domain, caches));
  }
}
