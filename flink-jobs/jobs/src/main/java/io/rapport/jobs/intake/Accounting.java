package io.rapport.jobs.intake;

import io.rapport.core.intake.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Exact counts of the outcomes of all events at one consumer, shown as gauges {@code
 * rapport.<consumer>.<feed>.<kind>}. Operator state keeps them across restarts and rescaling.
 *
 * <p>For each consumer and feed, {@code intake.in = intake.dead-lettered + consumer.processed +
 * consumer.late + consumer.duplicate} once the job has drained.
 */
public final class Accounting {

  static final String STATE_NAME = "rapport-accounting";
  private static final String IN = "IN";

  private final String consumer;
  private final MetricGroup metrics;
  private final ListState<Tally> state;
  private final Map<Slot, AtomicLong> totals = new ConcurrentHashMap<>();

  private record Slot(Feed feed, String kind) {}

  private Accounting(String consumer, MetricGroup metrics, ListState<Tally> state) {
    this.consumer = consumer;
    this.metrics = metrics;
    this.state = state;
  }

  /**
   * Restores the counts of the last snapshot, if any. {@code initializeState} calls it.
   *
   * @param consumer intake, customer, recommendation or support
   */
  public static Accounting restore(
      String consumer, FunctionInitializationContext context, MetricGroup metrics)
      throws Exception {
    ListState<Tally> state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(STATE_NAME, TypeInformation.of(Tally.class)));
    Accounting accounting = new Accounting(consumer, metrics, state);
    for (Tally tally : state.get()) {
      accounting.total(Feed.valueOf(tally.feed()), tally.kind()).addAndGet(tally.count());
    }
    return accounting;
  }

  /** Counts an event read. */
  public void in(Feed feed) {
    increment(feed, IN);
  }

  /** Counts the outcome of an event. */
  public void count(Feed feed, Outcome outcome) {
    increment(feed, outcome.name());
  }

  /** Events read so far by this subtask. */
  public long totalIn(Feed feed) {
    return read(feed, IN);
  }

  /** Events of one outcome so far at this subtask. */
  public long total(Feed feed, Outcome outcome) {
    return read(feed, outcome.name());
  }

  private long read(Feed feed, String kind) {
    AtomicLong total = totals.get(new Slot(feed, kind));
    return total == null ? 0 : total.get();
  }

  /** Writes the counts. {@code snapshotState} calls it. */
  public void snapshot() throws Exception {
    state.clear();
    for (Map.Entry<Slot, AtomicLong> entry : totals.entrySet()) {
      Slot slot = entry.getKey();
      state.add(new Tally(slot.feed().name(), slot.kind(), entry.getValue().get()));
    }
  }

  private void increment(Feed feed, String kind) {
    AtomicLong total = total(feed, kind);
    // The task's thread is the only writer; metric reporters read.
    total.setRelease(total.getPlain() + 1);
  }

  private AtomicLong total(Feed feed, String kind) {
    return totals.computeIfAbsent(new Slot(feed, kind), this::register);
  }

  private AtomicLong register(Slot slot) {
    AtomicLong total = new AtomicLong();
    metrics
        .addGroup("rapport")
        .addGroup(consumer)
        .addGroup(slot.feed().label())
        .gauge(slot.kind().toLowerCase(Locale.ROOT).replace('_', '-'), (Gauge<Long>) total::get);
    return total;
  }
}
