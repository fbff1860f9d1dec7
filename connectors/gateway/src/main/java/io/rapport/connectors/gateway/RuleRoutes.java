package io.rapport.connectors.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.rapport.avro.SiteRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The business rules and experiments of a site: what they are, and other ones from now on. */
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
        Route.get("/sites/{site}/rules", "getRules", "The site's business rules and experiments.")
            .answers(200, "SiteRules")
            .answers(404, "Problem")
            .fromMemory()
            .by(this::get),
        Route.put(
                "/sites/{site}/rules",
                "setRules",
                "Other business rules and experiments from now on, in place of all the site had.")
            .takes("SiteRules")
            .answers(200, "SiteRules")
            .answers(400, "Problem")
            .apart()
            .byAsync(this::put));
  }

  private Answer get(Request request) throws ProblemException {
    SiteRules rules = memory.rules.get(request.path("site"));
    if (rules == null) {
      throw new ProblemException(
          Problem.notFound("The site has no rules; PUT some to this address."));
    }
    return Answer.json(json(rules));
  }

  private CompletableFuture<Answer> put(Request request) throws ProblemException {
    SiteRules rules = parser.rules(request.body(), request.path("site"), clock.instant());
    return ingest.put(rules, Answer.json(json(rules)));
  }

  /** A record as the contract's JSON. */
  static JsonNode json(Object value) {
    if (value instanceof SpecificRecord part) {
      ObjectNode object = Json.object();
      for (Schema.Field field : part.getSchema().getFields()) {
        object.set(field.name(), json(part.get(field.pos())));
      }
      return object;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = Json.object();
      map.forEach((key, item) -> object.set(key.toString(), json(item)));
      return object;
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = Json.array();
      items.forEach(item -> array.add(json(item)));
      return array;
    }
    return plain(value);
  }

  private static ValueNode plain(Object value) {
    ObjectNode factory = Json.object();
    if (value == null) {
      return factory.nullNode();
    }
    if (value instanceof Instant time) {
      return factory.textNode(Json.time(time));
    }
    if (value instanceof Boolean so) {
      return factory.booleanNode(so);
    }
    if (value instanceof Integer number) {
      return factory.numberNode(number);
    }
    return value instanceof Double number
        ? factory.numberNode(number)
        : factory.textNode(value.toString());
  }
}
