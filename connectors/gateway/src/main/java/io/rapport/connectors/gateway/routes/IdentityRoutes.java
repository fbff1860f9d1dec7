package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityDecisionKind;
import io.rapport.avro.IdentityReview;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Fields;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.EventType;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.RecentMap;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.view.IdentityJson;
import io.rapport.core.intake.IdRule;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The routes of identity: who a customer id is, which pairs are doubtful, and what people decide.
 */
final class IdentityRoutes {

  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final int LONGEST_COMMENT = 500;

  private final GatewayMemory memory;
  private final EventParser parser;
  private final Ingest ingest;
  private final Clock clock;

  IdentityRoutes(GatewayMemory memory, EventParser parser, Ingest ingest, Clock clock) {
    this.memory = memory;
    this.parser = parser;
    this.ingest = ingest;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/customers/{id}/identity",
                "getIdentity",
                "The person behind a customer id: all customer ids of the person, the links with"
                    + " their reasons, and the golden record with the source of each field.",
                Access.READ_ALL)
            .audited()
            .site()
            .answers(200, "Identity")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::identity),
        Route.get(
                "/identity-reviews",
                "listIdentityReviews",
                "Pairs of customer ids that may be one person and wait for a decision, those"
                    + " changed last first.",
                Access.READ_ALL)
            .audited()
            .site()
            .query("limit", "integer", "Pairs in the answer, at most " + MOST + ".")
            .query("after", "integer", "The field next of the page before.")
            .answers(200, "IdentityReviewList")
            .fromMemory()
            .apart()
            .by(this::reviews),
        Route.post(
                "/identity-decisions",
                "decideIdentity",
                "Say that two customer ids are one person (confirm) or two (reject), or take"
                    + " either back (undo).",
                Access.DECIDE)
            .audited()
            .site()
            .takes("IdentityVerdict")
            .answers(202, "Accepted")
            .answers(400, "Problem")
            .apart()
            .byAsync(this::decide));
  }

  private String site(Request request) throws ProblemException {
    return request.site(memory::defaultSite);
  }

  private Answer identity(Request request) throws ProblemException {
    SiteKey key = new SiteKey(site(request), request.path("id"));
    request.about(key.site(), key.id());
    CustomerIdentity person = memory.identities().person(key);
    if (person == null) {
      throw new ProblemException(
          Problem.notFound(
              "No record of a person has this customer id. Send one to /events/customer-records,"
                  + " or import a file with: rapport import FILE"));
    }
    return Answer.json(IdentityJson.person(person));
  }

  private Answer reviews(Request request) throws ProblemException {
    String site = site(request);
    request.about(site, "*");
    int limit = request.limit(USUAL, MOST);
    List<RecentMap.Entry<SiteKey, IdentityReview>> found =
        memory.identities().newestReviews(site, request.number("after", Long.MAX_VALUE), limit);
    ObjectNode page = Json.object();
    page.set(
        "items",
        found.stream().map(entry -> IdentityJson.review(entry.value())).collect(Json.toArray()));
    page.put("next", found.size() < limit ? null : Long.toString(found.get(limit - 1).place()));
    page.put("waiting", memory.identities().waiting(site));
    return Answer.json(page);
  }

  private CompletableFuture<Answer> decide(Request request) throws ProblemException {
    String site = site(request);
    Fields fields =
        new Fields(parser.json(request.body()), List.of("decision", "first", "second", "comment"));
    IdentityDecisionKind kind = kind(fields);
    String first = id(fields, "first");
    String second = id(fields, "second");
    request.about(site, first);
    request.about(site, second);
    if (first.equals(second)) {
      throw Fields.bad("second", "another customer id than first", TextNode.valueOf(second));
    }
    String comment = fields.text("comment").orElse(null);
    if (comment != null && comment.length() > LONGEST_COMMENT) {
      throw Fields.bad(
          "comment", "at most " + LONGEST_COMMENT + " characters", TextNode.valueOf(comment));
    }
    return ingest.send(
        EventType.IDENTITY_DECISIONS,
        List.of(
            IdentityDecision.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setEventTime(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setSite(site)
                .setKind(kind)
                .setFirst(first)
                .setSecond(second)
                .setDecidedBy(request.caller().label())
                .setComment(comment)
                .build()));
  }

  private static IdentityDecisionKind kind(Fields fields) throws ProblemException {
    String words = "confirm, reject or undo";
    String decision = fields.required("decision", words);
    return switch (decision) {
      case "confirm" -> IdentityDecisionKind.CONFIRM;
      case "reject" -> IdentityDecisionKind.REJECT;
      case "undo" -> IdentityDecisionKind.UNDO;
      default -> throw Fields.bad("decision", words, TextNode.valueOf(decision));
    };
  }

  private static String id(Fields fields, String name) throws ProblemException {
    String id = IdRule.standard(fields.required(name, "a customer id"));
    if (id == null || IdRule.isPlaceholder(IdRule.Kind.PERSON, id)) {
      throw Fields.bad(name, "a customer id", TextNode.valueOf(id == null ? "" : id));
    }
    return id;
  }
}
