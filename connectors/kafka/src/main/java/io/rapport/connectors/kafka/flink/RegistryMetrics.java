package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.registry.RegistryLookup;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** Gauges that show an operator waiting for the registry. */
final class RegistryMetrics {

  private RegistryMetrics() {}

  static void register(MetricGroup metrics, RegistryLookup registry) {
    metrics.<Long, Gauge<Long>>gauge("registry-failed-attempts", registry::failedAttempts);
    metrics.<Integer, Gauge<Integer>>gauge("registry-waiting", () -> registry.waiting() ? 1 : 0);
  }
}
