package io.rapport.connectors.gateway.http;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's metrics for Prometheus and its log of requests; neither names a person. */
public final class GatewayMetrics {

  /** One JSON object a line. Only failures and slow answers are above DEBUG. */
  private static final Logger REQUESTS = LoggerFactory.getLogger("io.rapport.gateway.requests");

  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double NANOS_A_SECOND = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("rapport_gateway_requests_total")
          .help("Requests answered.")
          .labelNames("route", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("rapport_gateway_request_seconds")
          .help("Time to answer a request, from its header to the end of the answer.")
          .labelNames("route")
          .classicOnly()
          .classicUpperBounds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10)
          .register(registry);
  private final Counter events =
      Counter.builder()
          .name("rapport_gateway_events_total")
          .help("Events sent in, by type and outcome.")
          .labelNames("type", "outcome")
          .register(registry);

  private final Counter records =
      Counter.builder()
          .name("rapport_gateway_source_records_total")
          .help("Records of foreign sources, by source and outcome.")
          .labelNames("source", "outcome")
          .register(registry);

  private final Counter refused =
      Counter.builder()
          .name("rapport_gateway_refused_total")
          .help("Requests refused for who called, by reason.")
          .labelNames("reason")
          .register(registry);

  public GatewayMetrics() {
    JvmMetrics.builder().register(registry);
  }

  /** Counts the requests of one route. */
  final class Observer {
    private final Route route;
    private final CounterDataPoint answered;
    private final DistributionDataPoint time;

    private Observer(Route route) {
      this.route = route;
      this.answered = requests.labelValues(route.name, "200");
      // The duration of a stream is its reader's, not a time to answer.
      this.time =
          route.mediaType.equals("text/event-stream") ? null : seconds.labelValues(route.name);
    }

    /** Counts a request when it has been answered. */
    void observe(HttpServerExchange exchange) {
      long start = System.nanoTime();
      exchange.addExchangeCompleteListener(
          (ended, next) -> {
            ended(ended, System.nanoTime() - start);
            next.proceed();
          });
    }

    private void ended(HttpServerExchange exchange, long nanos) {
      if (exchange.getStatusCode() == 200) {
        answered.inc();
      } else {
        requests.labelValues(route.name, Integer.toString(exchange.getStatusCode())).inc();
      }
      if (time != null) {
        time.observe(nanos / NANOS_A_SECOND);
        log(route, exchange, nanos);
      }
    }
  }

  Observer observer(Route route) {
    return new Observer(route);
  }

  private static void log(Route route, HttpServerExchange ended, long nanos) {
    if (ended.getStatusCode() >= 500) {
      REQUESTS.warn(line(route, ended, nanos));
    } else if (nanos > SLOW_NANOS) {
      REQUESTS.info(line(route, ended, nanos));
    } else if (REQUESTS.isDebugEnabled()) {
      REQUESTS.debug(line(route, ended, nanos));
    }
  }

  /**
   * A line of the log. It names the route's template instead of the path, which may hold a person's
   * identifier.
   */
  private static String line(Route route, HttpServerExchange ended, long nanos) {
    return Json.object()
        .put("method", route.method)
        .put("route", route.path)
        .put("status", ended.getStatusCode())
        .put("millis", TimeUnit.NANOSECONDS.toMillis(nanos))
        .put("bytes", ended.getResponseBytesSent())
        .toString();
  }

  /**
   * Counts events.
   *
   * @param outcome accepted, refused or failed
   */
  public void events(String type, String outcome, int number) {
    events.labelValues(type, outcome).inc(number);
  }

  /**
   * Counts records of a foreign source.
   *
   * @param outcome accepted, ignored, refused or failed
   */
  public void records(String source, String outcome, int number) {
    records.labelValues(source, outcome).inc(number);
  }

  /** Counts a request refused for who called. */
  public void refused(String reason) {
    refused.labelValues(reason).inc();
  }

  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name("rapport_gateway_" + name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** Registers a gauge with one value for each value of a label. */
  public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
    GaugeWithCallback.builder()
        .name("rapport_gateway_" + name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((of, value) -> callback.call(value, of)))
        .register(registry);
  }

  /** Registers a counter with one value for each value of a label. */
  public void counters(
      String name, String help, String label, Supplier<Map<String, Double>> values) {
    CounterWithCallback.builder()
        .name("rapport_gateway_" + name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((of, value) -> callback.call(value, of)))
        .register(registry);
  }

  /** All metrics in Prometheus's text format. */
  public Answer text() {
    try (var out = new ByteArrayOutputStream()) {
      writer.write(out, registry.scrape());
      return new Answer(200, PrometheusTextFormatWriter.CONTENT_TYPE, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
