package io.rapport.jobs.state;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;

/**
 * A keyed function with packed states, behind caches when it runs in a {@link
 * CachedProcessOperator}.
 */
public abstract class StatefulFunction<I, O> extends KeyedProcessFunction<String, I, O> {

  private final String domain;
  private transient StateCaches caches; // null where every write goes through

  /**
   * @param domain of the metrics, which stand below {@code rapport.<domain>}
   */
  protected StatefulFunction(String domain) {
    this.domain = domain;
  }

  /** Opens the function's states and registers its metrics. */
  protected abstract void open(KeyedStates states) throws Exception;

  /** To be called before the function is opened; without it, every write goes through. */
  final void caches(StateCaches ofFunction) {
    caches = ofFunction;
  }

  @Override
  public final void open(OpenContext context) throws Exception {
    open(new KeyedStates(getRuntimeContext(), domain, caches));
  }
}
