package io.rapport.connectors.gateway.routes;

import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.EventType;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.ingest.RateLimiter;
import io.undertow.util.Headers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The route {@code POST /events/{type}}, which takes events. */
final class EventRoutes {

  private final EventParser parser;
  private final Ingest ingest;
  private final RateLimiter limiter;
  private final GatewayMetrics metrics;
  private final int trustedProxies;
  private final Clock clock;

  EventRoutes(
      EventParser parser,
      Ingest ingest,
      RateLimiter limiter,
      GatewayMetrics metrics,
      int trustedProxies,
      Clock clock) {
    this.parser = parser;
    this.ingest = ingest;
    this.limiter = limiter;
    this.metrics = metrics;
    this.trustedProxies = trustedProxies;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/events/{type}",
                "sendEvents",
                "Send events: one object or an array. Answered when the broker has acknowledged"
                    + " them; sending again with the same eventId is safe.")
            .takes("Events")
            .answers(202, "Accepted")
            .apart()
            .byAsync(this::take));
  }

  private CompletableFuture<Answer> take(Request request) throws ProblemException {
    EventType type = type(request.path("type"));
    requireJson(request);
    try {
      List<SpecificRecord> events = parser.parse(type, request.body());
      long wait = limiter.take(request.client(trustedProxies), events.size());
      if (wait > 0) {
        throw new ProblemException(tooMany(wait));
      }
      events.forEach(event -> fillIn(event, request));
      return ingest.send(type, events);
    } catch (ProblemException e) {
      metrics.events(type.path(), "refused", 1);
      throw e;
    }
  }

  static EventType type(String path) throws ProblemException {
    Optional<EventType> type = EventType.of(path);
    if (type.isEmpty()) {
      throw new ProblemException(
          Problem.notFound(
              "There is no event type of this name; types are " + EventType.names() + "."));
    }
    return type.get();
  }

  /** Accepts text/plain too, which a browser's sendBeacon can send without a preflight request. */
  private static void requireJson(Request request) throws ProblemException {
    String type = request.header(Headers.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
    boolean understood = type.startsWith("application/json") || type.startsWith("text/plain");
    boolean plain =
        request
            .header(Headers.CONTENT_ENCODING)
            .map(e -> e.equalsIgnoreCase("identity"))
            .orElse(true);
    if (!understood || !plain) {
      throw new ProblemException(
          Problem.of(
              415,
              "Unsupported media type",
              "Send application/json, not compressed; text/plain is read as JSON too."));
    }
  }

  private static Problem tooMany(long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos) + 1;
    return new Problem(
        429,
        "Too many events",
        "This client exceeds its rate; it may send again in " + seconds + " s.",
        List.of(),
        seconds);
  }

  private void fillIn(SpecificRecord event, Request request) {
    set(event, "eventId", UUID.randomUUID().toString());
    set(event, "eventTime", clock.instant().truncatedTo(ChronoUnit.MILLIS));
    request.header(Headers.USER_AGENT).ifPresent(agent -> set(event, "userAgent", agent));
  }

  private static void set(SpecificRecord event, String name, Object value) {
    Schema.Field field = event.getSchema().getField(name);
    if (field != null && event.get(field.pos()) == null) {
      event.put(field.pos(), value);
    }
  }
}
