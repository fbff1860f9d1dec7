package io.rapport.connectors.gateway.routes;

import io.rapport.connectors.gateway.access.VisitorTokens;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.undertow.util.HttpString;
import java.util.Optional;

/** Checks that a page asks for and sends only what is its visitor's. */
final class VisitorProof {

  /** The header of a visitor's token. */
  static final HttpString HEADER = new HttpString("X-Rapport-Visitor");

  /** The visitor whom pages name when nobody is to be followed: nobody's, so without proof. */
  static final String ANONYMOUS = "anonymous";

  private final VisitorTokens tokens;

  VisitorProof(VisitorTokens tokens) {
    this.tokens = tokens;
  }

  /** The visitor of the request's token; empty when it has none, or none that counts. */
  Optional<VisitorTokens.Visitor> of(Request request, String site) {
    return request
        .header(HEADER)
        .flatMap(tokens::check)
        .filter(visitor -> visitor.site().equals(site));
  }

  /** Requires that a list is the visitor's own, or nobody's. */
  void requireList(Request request, String site, String visitorId) throws ProblemException {
    if (!visitorId.equals(ANONYMOUS)) {
      require(request, site, visitorId);
    }
  }

  /** Requires the token of this visitor. */
  void require(Request request, String site, Object visitorId) throws ProblemException {
    Optional<VisitorTokens.Visitor> proven = of(request, site);
    if (proven.isEmpty() || !proven.get().id().equals(visitorId)) {
      throw new ProblemException(
          Problem.of(
              403,
              "Visitor not proven",
              "With a browser key this needs the visitor's own token in the header "
                  + HEADER
                  + ": ask for one with POST /visitors/token."));
    }
  }
}
