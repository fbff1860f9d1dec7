package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.overview.Overview;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The routes of the overview, the gateway's health and its metrics. */
final class SystemRoutes {

  private final Overview overview;
  private final Supplier<Optional<String>> notReady;
  private final Door door;
  private final GatewayMetrics metrics;

  /**
   * @param notReady the reason why the gateway cannot do its work; empty when it can
   */
  SystemRoutes(
      Overview overview, Supplier<Optional<String>> notReady, Door door, GatewayMetrics metrics) {
    this.overview = overview;
    this.notReady = notReady;
    this.door = door;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/overview",
                "getOverview",
                "The engine's state: rates, latency, lateness, checkpoint.",
                Access.READ_ALL)
            .answers(200, "Overview")
            .by(request -> Answer.json(overview.json(request.caller().sites()))),
        Route.get(
                "/overview/history",
                "getOverviewHistory",
                "The overviews of the last minutes, oldest first.",
                Access.READ_ALL)
            .answers(200, "OverviewHistory")
            .apart()
            .by(request -> Answer.list(overview.history(request.caller().sites()), null)),
        Route.get("/health/live", "isAlive", "Whether the process answers.", Access.OPEN)
            .answers(200, "Health")
            .by(request -> Answer.json(Json.object().put("status", "live"))),
        Route.get(
                "/health/ready",
                "isReady",
                "Whether memory is rebuilt and events can be taken; 503 with the reason if not.",
                Access.OPEN)
            .answers(200, "Health")
            .answers(503, "Problem")
            .by(request -> ready()),
        Route.get("/metrics", "getMetrics", "Metrics in Prometheus's text format.", Access.READ_ALL)
            .as("text/plain")
            .answers(200, "Text")
            .apart()
            .by(request -> metrics.text()));
  }

  private Answer ready() throws ProblemException {
    Optional<String> reason = notReady.get();
    if (reason.isPresent()) {
      throw new ProblemException(Problem.unavailable("Not ready: " + reason.get() + "."));
    }
    ObjectNode ready = Json.object().put("status", "ready");
    ready.put("access", door.isOpen() ? "open" : "keys");
    door.ring().problem().ifPresent(problem -> ready.put("warning", problem));
    return Answer.json(ready);
  }
}
