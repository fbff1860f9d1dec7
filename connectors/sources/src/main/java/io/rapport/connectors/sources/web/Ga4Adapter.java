package io.rapport.connectors.sources.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.ChargeKind;
import io.rapport.avro.Click;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.OrderLines;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Prices;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * E-commerce events in the form of the Measurement Protocol of Google Analytics 4: {@code
 * client_id} is the visitor, {@code user_id} the customer, and each of {@code events} one record.
 * Views, carts, wishes, searches, purchases, refunds and logins are used; other events are sound
 * and tell nothing of use here.
 *
 * <p>An event has no identifier there. One with a time gets the hash of itself, so that sending it
 * again gives a duplicate; a purchase gets one of its transaction.
 */
public final class Ga4Adapter implements SourceAdapter {

  private static final BigDecimal LEAST_MICROS = new BigDecimal("1e14");
  private static final BigDecimal MOST_MICROS = new BigDecimal("1e17");

  private static final Map<String, String> CLICKS =
      Map.of(
          "view_item", "VIEW",
          "add_to_cart", "ADD_TO_CART",
          "remove_from_cart", "REMOVE_FROM_CART",
          "add_to_wishlist", "WISH");

  private static final Set<String> SEARCHES = Set.of("search", "view_search_results");
  private static final Set<String> LOGINS = Set.of("login", "sign_up");
  private static final String[] OF_THE_REQUEST = {"client_id", "user_id", "timestamp_micros"};

  @Override
  public String name() {
    return "ga4";
  }

  @Override
  public List<JsonNode> split(Payload payload) throws RefusalException {
    JsonNode body = payload.json();
    if (!body.path("events").isArray()) {
      throw new RefusalException(
          "missing-field", "The body has a client_id or user_id, and a list of events.");
    }
    List<JsonNode> records = new ArrayList<>();
    for (JsonNode event : body.get("events")) {
      if (event instanceof ObjectNode object) {
        for (String shared : OF_THE_REQUEST) {
          if (!object.has(shared) && body.has(shared)) {
            object.set(shared, body.get(shared));
          }
        }
      }
      records.add(event);
    }
    return records;
  }

  @Override
  public List<Draft> adapt(JsonNode event, Reception reception) throws RefusalException {
    String name = Pick.text(event, "name");
    if (name == null) {
      throw new RefusalException("missing-field", "An event has a name.");
    }
    JsonNode params = event.path("params");
    if (CLICKS.containsKey(name)) {
      return clicks(CLICKS.get(name), event, params);
    }
    if (SEARCHES.contains(name)) {
      ObjectNode click = common(event).put("action", "SEARCH");
      Pick.put(click, "query", Pick.text(params, "search_term"));
      Pick.put(click, "sessionId", Pick.text(params, "session_id", "ga_session_id"));
      return List.of(new Draft(Click.class, click));
    }
    if (LOGINS.contains(name)) {
      ObjectNode link = common(event).put("origin", "login");
      return link.has("customerId") && link.has("visitorId")
          ? List.of(new Draft(IdentityLink.class, link))
          : List.of();
    }
    return switch (name) {
      case "purchase" -> List.of(order("ORDER", event, params));
      case "refund" -> List.of(order("RETURN", event, params));
      default -> List.of();
    };
  }

  private static ObjectNode common(JsonNode event) throws RefusalException {
    ObjectNode common = JsonNodeFactory.instance.objectNode();
    Pick.put(common, "visitorId", Pick.text(event, "client_id", "app_instance_id"));
    Pick.put(common, "customerId", Pick.text(event, "user_id"));
    if (common.isEmpty()) {
      throw new RefusalException(
          "missing-identity", "An event needs the request's client_id, its user_id, or both.");
    }
    BigDecimal micros = Pick.number(event, "timestamp_micros");
    if (micros != null) {
      if (micros.compareTo(LEAST_MICROS) < 0 || micros.compareTo(MOST_MICROS) >= 0) {
        throw new RefusalException(
            "invalid-time",
            "timestamp_micros is in microseconds since 1970-01-01 UTC, a number of 15 to 17"
                + " digits: multiply milliseconds by 1000.");
      }
      common.put("eventTime", micros.movePointLeft(3).longValue());
      common.put("eventId", "ga4-" + hash(event));
    }
    return common;
  }

  /** The hash of an event: 122 bits of it, as a name-based UUID (RFC 9562, version 3). */
  private static UUID hash(JsonNode event) {
    return UUID.nameUUIDFromBytes(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Draft> clicks(String action, JsonNode event, JsonNode params)
      throws RefusalException {
    JsonNode items = params.path("items");
    if (!items.isArray() || items.isEmpty()) {
      throw new RefusalException("no-items", "The event lists its items, each with an item_id.");
    }
    List<Draft> drafts = new ArrayList<>();
    for (JsonNode item : items) {
      ObjectNode click = common(event).put("action", action);
      Pick.put(click, "itemId", Pick.text(item, "item_id"));
      Pick.put(click, "sessionId", Pick.text(params, "session_id", "ga_session_id"));
      Pick.put(click, "category", category(item));
      Pick.put(click, "currency", Pick.text(params, "currency"));
      Prices.put(click, "price", Pick.value(item, "price"));
      drafts.add(new Draft(Click.class, click));
    }
    return drafts;
  }

  /** The category with its levels below, as in {@code Apparel/Shirts}. */
  private static String category(JsonNode item) {
    StringBuilder path = new StringBuilder();
    for (String level :
        List.of(
            "item_category",
            "item_category2",
            "item_category3",
            "item_category4",
            "item_category5")) {
      String name = Pick.text(item, level);
      if (name == null) {
        break;
      }
      path.append(path.isEmpty() ? "" : "/").append(name);
    }
    return path.isEmpty() ? null : path.toString();
  }

  private static Draft order(String kind, JsonNode event, JsonNode params) throws RefusalException {
    ObjectNode purchase = common(event).put("kind", kind);
    String transaction = Pick.text(params, "transaction_id");
    if (transaction == null) {
      throw new RefusalException("missing-field", "A purchase or refund has a transaction_id.");
    }
    purchase.put("orderId", transaction);
    if (kind.equals("ORDER")) {
      purchase.put("eventId", "ga4-purchase-" + transaction);
    } else {
      // Told again, a refund is the same; two of one order are told apart by what they give back.
      purchase.put("returnId", "ga4-" + hash(params));
    }
    Pick.put(purchase, "currency", Pick.text(params, "currency"));
    OrderLines lines = new OrderLines();
    ArrayNode items =
        params.path("items").isArray()
            ? (ArrayNode) params.get("items")
            : JsonNodeFactory.instance.arrayNode();
    for (JsonNode item : items) {
      lines.add(
          Pick.text(item, "item_id"),
          Pick.number(item, "quantity"),
          Pick.value(item, "price"),
          Pick.text(item, "item_name"));
    }
    if (lines.isEmpty()) {
      throw new RefusalException(
          "no-lines",
          "A purchase or refund lists its items, each with an item_id and a quantity: a refund of"
              + " all of an order as well.");
    }
    lines.charge(ChargeKind.POSTAGE, Pick.number(params, "shipping"), null);
    lines.charge(ChargeKind.TAX, Pick.number(params, "tax"), null);
    lines.into(purchase);
    return new Draft(Purchase.class, purchase);
  }
}
