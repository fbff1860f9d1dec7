package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.resolve.Resolver;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The metrics of the resolution of persons, of the site last seen by the task: {@code records} that
 * are kept, {@code comparisons} of pairs so far, {@code links}, {@code reviews} that are open,
 * {@code customers}, and {@code evictions}: records that gave way to newer ones since the start.
 */
final class ResolverMetrics {

  private volatile int records;
  private volatile long comparisons;
  private volatile int links;
  private volatile int reviews;
  private volatile int customers;
  private volatile long evictions;

  /**
   * @param metrics of the domain
   */
  ResolverMetrics(MetricGroup metrics) {
    metrics.gauge("records", (Gauge<Integer>) () -> records);
    metrics.gauge("comparisons", (Gauge<Long>) () -> comparisons);
    metrics.gauge("links", (Gauge<Integer>) () -> links);
    metrics.gauge("reviews", (Gauge<Integer>) () -> reviews);
    metrics.gauge("customers", (Gauge<Integer>) () -> customers);
    metrics.gauge("evictions", (Gauge<Long>) () -> evictions);
  }

  void show(Resolver resolver) {
    records = resolver.records();
    comparisons = resolver.comparisons();
    links = resolver.links();
    reviews = resolver.reviews();
    customers = resolver.people();
    evictions = resolver.evicted();
  }
}
