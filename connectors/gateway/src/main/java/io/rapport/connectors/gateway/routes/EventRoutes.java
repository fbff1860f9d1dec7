package io.rapport.connectors.gateway.routes;

import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.EventType;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.rate.RateLimiter;
import io.undertow.util.Headers;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The routes {@code POST /events/…}, one a type, which take events. */
final class EventRoutes {

  static final String USUAL_SITE = "default";

  private final EventParser parser;
  private final Ingest ingest;
  private final RateLimiter limiter;
  private final Door door;
  private final VisitorProof proof;
  private final GatewayMetrics metrics;
  private final int trustedProxies;
  private final Clock clock;

  EventRoutes(
      EventParser parser,
      Ingest ingest,
      RateLimiter limiter,
      Door door,
      VisitorProof proof,
      GatewayMetrics metrics,
      int trustedProxies,
      Clock clock) {
    this.parser = parser;
    this.ingest = ingest;
    this.limiter = limiter;
    this.door = door;
    this.proof = proof;
    this.metrics = metrics;
    this.trustedProxies = trustedProxies;
    this.clock = clock;
  }

  List<Route> routes() {
    return Arrays.stream(EventType.values()).map(this::route).toList();
  }

  private Route route(EventType type) {
    Route route =
        Route.post(
                "/events/" + type.path(),
                "send" + type.contract().getSimpleName(),
                "Send events: one object or an array. Answered when the broker has acknowledged"
                    + " them; sending again with the same eventId is safe.",
                type.access())
            .takes(ApiSchemas.batch(type))
            .answers(202, "Accepted")
            .apart()
            .byAsync(request -> take(type, request));
    return type == EventType.PRIVACY_REQUESTS ? route.audited() : route;
  }

  private CompletableFuture<Answer> take(EventType type, Request request) throws ProblemException {
    requireJson(request);
    try {
      List<SpecificRecord> events =
          parser.parse(type, request.body(), request.caller().sites().orElse(USUAL_SITE));
      long wait =
          Math.max(
              limiter.take(request.network(trustedProxies), events.size()),
              door.takeAll(request.caller(), events.size()));
      if (wait > 0) {
        throw new ProblemException(
            Problem.tooMany("This client or its key exceeds its rate", wait));
      }
      for (SpecificRecord event : events) {
        requireOwn(type, event, request);
        fillIn(event, request);
      }
      return ingest.send(type, events);
    } catch (ProblemException e) {
      metrics.events(type.path(), "refused", 1);
      throw e;
    }
  }

  /** Requires that an event is of the caller's sites, and a page's of its visitor. */
  private void requireOwn(EventType type, SpecificRecord event, Request request)
      throws ProblemException {
    String site = request.allowed((String) get(event, "site"));
    if (type == EventType.PRIVACY_REQUESTS) {
      for (String person : List.of("customerId", "visitorId")) {
        if (get(event, person) != null) {
          request.about(site, get(event, person).toString());
        }
      }
    }
    if (request.caller().isBrowser()) {
      proof.require(request, site, get(event, "visitorId"));
      if (get(event, "customerId") != null && !door.visitorsMayClaim()) {
        throw new ProblemException(
            Problem.of(
                403,
                "Not allowed",
                "A page does not say here which customer its visitor is: the shop's server links"
                    + " them, with an ingest key."));
      }
      if (get(event, "email") != null || get(event, "phone") != null) {
        throw new ProblemException(
            Problem.of(
                403,
                "Not allowed",
                "A page links its visitor with a customerId alone; the shop's server may link"
                    + " e-mail addresses and telephones, with an ingest key."));
      }
    }
  }

  private static Object get(SpecificRecord event, String name) {
    Schema.Field field = event.getSchema().getField(name);
    return field == null ? null : event.get(field.pos());
  }

  /** Accepts text/plain too, which a browser's sendBeacon can send without a preflight request. */
  static void requireJson(Request request) throws ProblemException {
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
