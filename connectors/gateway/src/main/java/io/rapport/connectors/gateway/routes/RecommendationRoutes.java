package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.Fields;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.memory.Catalogue;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.MemorySettings;
import io.rapport.connectors.gateway.memory.Neighbours;
import io.rapport.connectors.gateway.memory.Recommendations;
import io.rapport.connectors.gateway.memory.SiteKey;
import io.rapport.connectors.gateway.view.ListFilter;
import io.rapport.connectors.gateway.view.RecommendationJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The routes of recommendations: for visitors, and for lists of items. */
final class RecommendationRoutes {

  private static final int USUAL = 20;
  private static final int MOST = 100;
  private static final int MOST_ITEMS = 50;
  private static final String POPULAR = "popular";
  private static final String NEIGHBOURS = "neighbours";
  private static final int ENTRY_BYTES = 200;

  private record Question(SiteKey visitor, int limit, String context, ListFilter filter) {}

  /**
   * An answer and the recommendation it was made of.
   *
   * @param held null for an unknown visitor
   */
  private record Rendered(Recommendations.Held held, Answer answer) {}

  private final GatewayMemory memory;
  private final EventParser parser;
  private final RecommendationJson json;
  private final VisitorProof proof;
  private final Cache<Question, Rendered> rendered;

  RecommendationRoutes(
      GatewayMemory memory, MemorySettings settings, EventParser parser, VisitorProof proof) {
    this.memory = memory;
    this.parser = parser;
    this.proof = proof;
    this.json = new RecommendationJson(memory.catalogue());
    this.rendered =
        Caffeine.newBuilder()
            .maximumWeight(settings.rendered())
            .weigher(
                (Question question, Rendered value) -> value.answer.body().length + ENTRY_BYTES)
            .expireAfterWrite(settings.renderedExpiry())
            .build();
  }

  List<Route> routes() {
    return List.of(
        Route.get(
                "/visitors/{id}/recommendations",
                "getRecommendations",
                "The newest recommendation for a visitor; the most visited items for a visitor"
                    + " never seen.",
                Access.SHOW)
            .audited()
            .site()
            .query("limit", "integer", "Items in the answer, at most " + MOST + ".")
            .query(
                "context",
                "string",
                "The name of a context in the site's rules, such as cart, for the list of that"
                    + " context. Any other value is the number of the item on the page: it is left"
                    + " out, and a visitor never seen gets its neighbours.")
            .query(
                "exclude",
                "string",
                "Item numbers to leave out, separated by commas, at most "
                    + ListFilter.MOST_EXCLUDED
                    + ".")
            .query("category", "string", "Only items of this category or below it.")
            .query("minPrice", "number", "Only items known to cost at least this.")
            .query("maxPrice", "number", "Only items known to cost at most this.")
            .header("If-None-Match", "The ETag of the answer that the client has.")
            .answers(200, "Recommendations")
            .fromMemory()
            .by(this::forVisitor),
        Route.post(
                "/recommendations",
                "recommendForItems",
                "Items that go with the items given, for visitors whose events are not sent here.",
                Access.READ_ALL)
            .takes("RecommendationQuestion")
            .answers(200, "Recommendations")
            .answers(400, "Problem")
            .fromMemory()
            .by(this::forItems));
  }

  private Answer forVisitor(Request request) throws ProblemException {
    SiteKey visitor = new SiteKey(request.site(memory::defaultSite), request.path("id"));
    boolean own = request.caller().isBrowser();
    if (own) {
      proof.requireList(request, visitor.site(), visitor.id());
    } else {
      request.about(visitor.site(), visitor.id());
    }
    Question question =
        new Question(
            visitor,
            request.limit(USUAL, MOST),
            request.query("context").orElse(null),
            ListFilter.of(request));
    Recommendations.Held held =
        own && visitor.id().equals(VisitorProof.ANONYMOUS)
            ? null
            : memory.recommendations().get(visitor);
    Rendered known = rendered.getIfPresent(question);
    if (known != null && known.held == held) {
      return known.answer;
    }
    byte[] body =
        held == null
            ? fallback(question)
            : json.recommended(
                held.unpack(), held.published(), question.limit, question.context, question.filter);
    Answer answer =
        new Answer(200, Answer.JSON, body, Map.of("ETag", tag(body), "Cache-Control", "no-cache"));
    rendered.put(question, new Rendered(held, answer));
    return answer;
  }

  /** Bytes of the answers kept. */
  long renderedBytes() {
    return rendered.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  private static String tag(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return "\"" + Long.toHexString(crc.getValue()) + "-" + body.length + "\"";
  }

  private byte[] fallback(Question question) {
    SiteKey visitor = question.visitor;
    if (question.context != null) {
      List<Neighbours.Candidate> after =
          memory
              .neighbours()
              .after(
                  visitor.site(),
                  List.of(question.context),
                  question.limit,
                  itemId -> isWanted(question, itemId));
      if (!after.isEmpty()) {
        return json.candidates(visitor.site(), visitor.id(), true, NEIGHBOURS, after);
      }
    }
    List<Neighbours.Candidate> popular =
        memory.popularity().top(visitor.site()).stream()
            .filter(item -> !item.itemId().equals(question.context))
            .map(item -> new Neighbours.Candidate(item.itemId(), item.count(), List.of()))
            .filter(item -> isWanted(question, item.itemId()))
            .limit(question.limit)
            .toList();
    return json.candidates(visitor.site(), visitor.id(), true, POPULAR, popular);
  }

  private boolean isWanted(Question question, String itemId) {
    String site = question.visitor.site();
    return isShown(site, itemId) && question.filter.passes(site, itemId, memory.catalogue());
  }

  private boolean isShown(String site, String itemId) {
    return Catalogue.isShown(memory.catalogue().get(site, itemId));
  }

  private Answer forItems(Request request) throws ProblemException {
    JsonNode body = parser.json(request.body());
    Fields fields = new Fields(body, List.of("site", "items", "limit", "context"));
    Optional<String> named = fields.text("site");
    String site =
        named.isPresent() ? request.allowed(named.get()) : request.site(memory::defaultSite);
    int limit = fields.number("limit", USUAL, 1, MOST);
    List<String> items = new ArrayList<>(fields.texts("items", MOST_ITEMS));
    fields.text("context").filter(context -> !items.contains(context)).ifPresent(items::add);
    List<Neighbours.Candidate> after =
        memory.neighbours().after(site, items, limit, itemId -> isShown(site, itemId));
    return new Answer(
        200,
        Answer.JSON,
        after.isEmpty()
            ? fallback(new Question(new SiteKey(site, null), limit, null, ListFilter.NONE))
            : json.candidates(site, null, false, NEIGHBOURS, after));
  }
}
