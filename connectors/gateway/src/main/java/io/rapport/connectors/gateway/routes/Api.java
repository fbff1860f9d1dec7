package io.rapport.connectors.gateway.routes;

import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.HttpSettings;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.OpenApi;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.ingest.IngestSettings;
import io.rapport.connectors.gateway.ingest.SourceIntake;
import io.rapport.connectors.gateway.ingest.SourceSettings;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.MemorySettings;
import io.rapport.connectors.gateway.overview.Overview;
import io.rapport.connectors.gateway.rate.RateLimiter;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The routes of the HTTP API, but for the streams, and the document that describes them. */
public final class Api {

  private final RateLimiter limiter;
  private final EventRoutes events;
  private final SourceRoutes sources;
  private final RecommendationRoutes recommendations;
  private final RuleRoutes rules;
  private final TicketRoutes tickets;
  private final IdentityRoutes identities;
  private final DeadLetterRoutes deadLetters;
  private final VisitorRoutes visitors;
  private final SessionRoutes sessions;
  private final Door door;
  private final GatewayMemory memory;
  private final GatewayMetrics metrics;

  public Api(
      GatewayMemory memory,
      KafkaSettings kafka,
      HttpSettings http,
      IngestSettings limits,
      SourceSettings sources,
      MemorySettings bounds,
      Ingest ingest,
      Door door,
      GatewayMetrics metrics) {
    Clock clock = Clock.systemUTC();
    EventParser parser = new EventParser(limits);
    this.memory = memory;
    this.metrics = metrics;
    int proxies = http.trustedProxies();
    VisitorProof proof = new VisitorProof(door.visitors());
    this.door = door;
    this.limiter =
        new RateLimiter(limits.rate(), limits.burst(), limits.rateClients(), System::nanoTime);
    this.events = new EventRoutes(parser, ingest, limiter, door, proof, metrics, proxies, clock);
    SourceIntake intake = new SourceIntake(ingest, metrics, clock);
    this.sources =
        new SourceRoutes(sources, limits, parser, intake, limiter, door, metrics, proxies, clock);
    this.visitors = new VisitorRoutes(memory, parser, door.visitors(), proof, limiter, proxies);
    this.sessions = new SessionRoutes(door, parser, proxies);
    this.recommendations = new RecommendationRoutes(memory, bounds, parser, proof);
    this.rules = new RuleRoutes(memory, parser, ingest, clock);
    this.tickets = new TicketRoutes(memory, parser, ingest, clock);
    this.identities = new IdentityRoutes(memory, parser, ingest, clock);
    this.deadLetters = new DeadLetterRoutes(memory, kafka);
  }

  /**
   * All routes.
   *
   * @param notReady the reason why the gateway cannot do its work; empty when it can
   */
  public List<Route> routes(Overview overview, Supplier<Optional<String>> notReady) {
    return Stream.of(
            events.routes(),
            sources.routes(),
            visitors.routes(),
            recommendations.routes(),
            new ItemRoutes(memory).routes(),
            rules.routes(),
            new CustomerRoutes(memory).routes(),
            identities.routes(),
            tickets.routes(),
            new SegmentRoutes(memory).routes(),
            new QualityRoutes(memory).routes(),
            deadLetters.routes(),
            sessions.routes(),
            new SystemRoutes(overview, notReady, door, metrics).routes())
        .flatMap(List::stream)
        .toList();
  }

  /** The route of the OpenAPI document, which describes the routes given and itself. */
  public static Route document(List<Route> routes) {
    Route route =
        Route.get("/openapi.json", "getOpenApi", "This document.", Access.KNOWN)
            .answers(200, "Anything");
    List<Route> all = Stream.concat(routes.stream(), Stream.of(route)).toList();
    byte[] document = Json.bytes(OpenApi.document(all, ApiSchemas.all()));
    return route.by(request -> new Answer(200, Answer.JSON, document));
  }

  /** Clients whose rate is remembered. */
  public long rateClients() {
    return limiter.names();
  }

  /** Bytes of answers about recommendations that are kept as they were sent. */
  public long renderedBytes() {
    return recommendations.renderedBytes();
  }
}
