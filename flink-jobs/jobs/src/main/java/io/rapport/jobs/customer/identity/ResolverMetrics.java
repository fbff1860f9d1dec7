package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.resolve.Resolver;
import io.rapport.core.identity.resolve.ResolverCounts;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of the resolution of persons, of the site last seen by the task: {@code records} that
 * are kept, {@code comparisons} of pairs so far, {@code links}, {@code reviews} that are open,
 * {@code customers}, {@code decisions} that are kept, {@code shared-ids} with more links than a
 * customer may have ids, {@code crowded-ids} that are alone because links connect too many, and
 * since the start {@code evictions}: records that gave way to newer ones, {@code source-evictions}:
 * those that gave way to other sources of their customer id, and {@code decision-evictions}.
 */
final class ResolverMetrics {

  private volatile ResolverCounts counts = new ResolverCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * @param metrics of the domain
   */
  ResolverMetrics(MetricGroup metrics) {
    gauge(metrics, "records", ResolverCounts::records);
    gauge(metrics, "comparisons", ResolverCounts::comparisons);
    gauge(metrics, "links", ResolverCounts::links);
    gauge(metrics, "reviews", ResolverCounts::reviews);
    gauge(metrics, "customers", ResolverCounts::people);
    gauge(metrics, "shared-ids", ResolverCounts::shared);
    gauge(metrics, "crowded-ids", ResolverCounts::crowded);
    gauge(metrics, "decisions", ResolverCounts::decisions);
    gauge(metrics, "evictions", ResolverCounts::evicted);
    gauge(metrics, "source-evictions", ResolverCounts::evictedSources);
    gauge(metrics, "decision-evictions", ResolverCounts::evictedDecisions);
  }

  private void gauge(MetricGroup metrics, String name, ToLongFunction<ResolverCounts> count) {
    metrics.gauge(name, (Gauge<Long>) () -> count.applyAsLong(counts));
  }

  void show(Resolver resolver) {
    counts = resolver.counts();
  }
}
