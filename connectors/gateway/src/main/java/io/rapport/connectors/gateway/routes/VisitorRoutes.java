package io.rapport.connectors.gateway.routes;

import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.VisitorTokens;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Fields;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.rate.RateLimiter;
import java.util.List;
import java.util.Optional;

/**
 * The route of visitors' tokens. A page gets one for a new identifier, or for the one its token
 * names; the shop's server gets one for any, because it knows who is logged in.
 */
final class VisitorRoutes {

  private final GatewayMemory memory;
  private final EventParser parser;
  private final VisitorTokens tokens;
  private final VisitorProof proof;
  private final RateLimiter clients;
  private final int trustedProxies;

  VisitorRoutes(
      GatewayMemory memory,
      EventParser parser,
      VisitorTokens tokens,
      VisitorProof proof,
      RateLimiter clients,
      int trustedProxies) {
    this.memory = memory;
    this.parser = parser;
    this.tokens = tokens;
    this.proof = proof;
    this.clients = clients;
    this.trustedProxies = trustedProxies;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                "/visitors/token",
                "getVisitorToken",
                "A token by which a visitor's page proves who the visitor is: for a new visitor, or"
                    + " renewed for the one of the token sent along. The shop's server may name any"
                    + " visitor.",
                Access.TRACK)
            .takes("VisitorQuestion")
            .header(VisitorProof.HEADER.toString(), "The token to be renewed.")
            .answers(200, "VisitorToken")
            .answers(400, "Problem")
            .answers(403, "Problem")
            .by(this::token));
  }

  private Answer token(Request request) throws ProblemException {
    long wait = clients.take(request.network(trustedProxies), 1);
    if (wait > 0) {
      throw new ProblemException(Problem.tooMany("This client exceeds its rate", wait));
    }
    Fields fields = new Fields(parser.json(request.body()), List.of("site", "visitorId"));
    Optional<String> site = fields.text("site");
    String allowed =
        site.isPresent() ? request.allowed(site.get()) : request.site(memory::defaultSite);
    requireShort("site", allowed);
    VisitorTokens.Signed signed =
        signed(request, allowed, fields.text("visitorId"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            503,
                            "No secret",
                            "There is no secret to sign with; rapport keys create makes one.")));
    return Answer.json(
            Json.object()
                .put("site", signed.visitor().site())
                .put("visitorId", signed.visitor().id())
                .put("token", signed.token())
                .put("expires", signed.visitor().expires().toString()))
        .with("Cache-Control", "no-store");
  }

  /** A first token for a new visitor or one that the shop's server names, or a renewal. */
  private Optional<VisitorTokens.Signed> signed(
      Request request, String site, Optional<String> named) throws ProblemException {
    Optional<VisitorTokens.Visitor> proven = proof.of(request, site);
    if (named.isEmpty()) {
      return proven.isPresent() ? tokens.renew(proven.get()) : tokens.sign(site, tokens.newId());
    }
    if (request.caller().isBrowser()) {
      proof.require(request, site, named.get());
      return proven.flatMap(tokens::renew);
    }
    requireShort("visitorId", named.get());
    if (named.get().equals(VisitorProof.ANONYMOUS)) {
      throw new ProblemException(
          Problem.of(
              400, "Invalid body", "The visitor " + VisitorProof.ANONYMOUS + " is nobody's."));
    }
    return tokens.sign(site, named.get());
  }

  private static void requireShort(String name, String value) throws ProblemException {
    if (value.length() > VisitorTokens.LONGEST_NAME) {
      throw new ProblemException(
          Problem.of(
              400,
              "Invalid body",
              "The field %s should have at most %d characters."
                  .formatted(name, VisitorTokens.LONGEST_NAME)));
    }
  }
}
