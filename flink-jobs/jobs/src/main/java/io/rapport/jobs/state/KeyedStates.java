package io.rapport.jobs.state;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/** Opens the keyed states of a function. Functions have no other access to keyed state. */
public final class KeyedStates {

  private final RuntimeContext context;
  private final StateCaches caches; // or null for none
  private final MetricGroup metrics;
  private final StreamTime time;

  KeyedStates(RuntimeContext context, String domain, StateCaches caches) {
    this.context = context;
    this.caches = caches;
    this.metrics = metrics(context, domain);
    this.time = caches == null ? StreamTime.ofWatermark() : caches.time();
  }

  /** Opens a state that does not expire. */
  public <T> PackedState<T> open(String name, PackedFormat<T> format) {
    return new PackedState<>(context, metrics, caches, name, format);
  }

  /**
   * Opens a state that expires by an event-time timer. Without caches nobody restores the time of
   * the stream: what is first written between a restore and the first watermark then counts as new.
   */
  public <T extends Expiring> ExpiringState<T> expiring(String name, PackedFormat<T> format) {
    return new ExpiringState<>(open(name, StoredValue.format(format)), time);
  }

  /**
   * Opens a state of few keys with a large value each. Only for functions with caches.
   *
   * @param maxLive keys whose value is on the heap
   */
  public <T extends Parted> PartedState<T> parted(
      String name, PartedFormat<T> format, int maxLive) {
    return new PartedState<>(context, metrics, caches, name, format, maxLive);
  }

  /** The time of the function's stream; without caches its watermark. */
  public StreamTime time() {
    return time;
  }

  /** The metric group {@code rapport.<domain>} of the function. */
  public MetricGroup metrics() {
    return metrics;
  }

  /** The metric group {@code rapport.<domain>} of a function or operator. */
  public static MetricGroup metrics(RuntimeContext context, String domain) {
    return context.getMetricGroup().addGroup("rapport").addGroup(domain);
  }
}
