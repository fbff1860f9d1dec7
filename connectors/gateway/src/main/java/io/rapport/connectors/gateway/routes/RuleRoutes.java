package io.rapport.connectors.gateway.routes;

import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.view.RecordJson;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The routes of a site's business rules and experiments: reading and replacing them. */
final class RuleRoutes {

  private final GatewayMemory memory;
  private final EventParser parser;
  private final Ingest ingest;
  private final Clock clock;

  RuleRoutes(GatewayMemory memory, EventParser parser, Ingest ingest, Clock clock) {
    this.memory = memory;
    this.parser = parser;
    this.ingest = ingest;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/sites/{site}/rules",
                "getRules",
                "The site's business rules and experiments.",
                Access.READ_ALL)
            .answers(200, "SiteRules")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::get),
        Route.put(
                "/sites/{site}/rules",
                "setRules",
                "Replace all business rules and experiments of the site.",
                Access.ADMINISTER)
            .audited()
            .takes("SiteRules")
            .answers(200, "SiteRules")
            .answers(400, "Problem")
            .apart()
            .byAsync(this::put));
  }

  private Answer get(Request request) throws ProblemException {
    SiteRules rules = memory.rules().get(request.allowed(request.path("site")));
    if (rules == null) {
      throw new ProblemException(
          Problem.notFound("The site has no rules; PUT some to this address."));
    }
    return Answer.json(RecordJson.of(rules));
  }

  private CompletableFuture<Answer> put(Request request) throws ProblemException {
    String site = request.allowed(request.path("site"));
    request.about(site, "*");
    SiteRules rules = parser.rules(request.body(), site, clock.instant());
    return ingest.put(rules, Answer.json(RecordJson.of(rules)));
  }
}
