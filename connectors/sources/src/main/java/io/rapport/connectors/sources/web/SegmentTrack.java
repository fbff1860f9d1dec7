package io.rapport.connectors.sources.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.ChargeKind;
import io.rapport.avro.Click;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.fields.OrderLines;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Prices;
import io.rapport.core.intake.IdRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The events of Segment's e-commerce specification, of its first and its second version. */
final class SegmentTrack {

  private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");

  private static final Map<String, String> CLICKS =
      Map.of(
          "product viewed", "VIEW",
          "viewed product", "VIEW",
          "product added", "ADD_TO_CART",
          "added product", "ADD_TO_CART",
          "product removed", "REMOVE_FROM_CART",
          "removed product", "REMOVE_FROM_CART",
          "product added to wishlist", "WISH",
          "products searched", "SEARCH",
          "searched products", "SEARCH");

  private static final Map<String, String> ORDERS =
      Map.of(
          "order completed", "ORDER",
          "completed order", "ORDER",
          "order updated", "ORDER",
          "order refunded", "RETURN",
          "refunded order", "RETURN",
          "order cancelled", "CANCEL",
          "order canceled", "CANCEL");

  private static final List<String> LOGOUTS = List.of("signed out", "logged out");

  private SegmentTrack() {}

  static List<Draft> adapt(JsonNode call, ObjectNode event) throws RefusalException {
    String name = Pick.text(call, "event");
    if (name == null) {
      throw new RefusalException("missing-field", "A track call names its event.");
    }
    String simple = SEPARATORS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(" ");
    JsonNode properties = call.path("properties");
    if (CLICKS.containsKey(simple)) {
      return List.of(click(CLICKS.get(simple), call, properties, event));
    }
    if (ORDERS.containsKey(simple)) {
      return List.of(order(ORDERS.get(simple), call, properties, event));
    }
    return LOGOUTS.contains(simple) && event.has("visitorId")
        ? List.of(new Draft(IdentityLink.class, event.put("origin", IdRule.LOGOUT)))
        : List.of();
  }

  private static Draft click(String action, JsonNode call, JsonNode properties, ObjectNode click) {
    click.put("action", action);
    if (action.equals("SEARCH")) {
      Pick.put(click, "query", Pick.text(properties, "query"));
    } else {
      Pick.put(click, "itemId", item(properties));
      Prices.put(click, "price", Pick.value(properties, "price"));
    }
    Pick.put(click, "category", Pick.text(properties, "category"));
    Pick.put(click, "currency", Pick.text(properties, "currency"));
    Pick.put(click, "userAgent", Pick.text(call, "context.userAgent"));
    return new Draft(Click.class, click);
  }

  private static String item(JsonNode product) {
    return Pick.text(product, "product_id", "productId", "id", "sku");
  }

  private static Draft order(String kind, JsonNode call, JsonNode properties, ObjectNode purchase)
      throws RefusalException {
    purchase.put("kind", kind);
    if (kind.equals("RETURN")) {
      Pick.put(purchase, "returnId", Pick.text(call, "messageId"));
    }
    Pick.put(purchase, "orderId", Pick.text(properties, "order_id", "orderId"));
    Pick.put(purchase, "currency", Pick.text(properties, "currency"));
    JsonNode traits = call.path("context").path("traits");
    String email = Pick.text(properties, "email");
    Pick.put(purchase, "email", email == null ? Pick.text(traits, "email") : email);
    Pick.put(purchase, "phone", Pick.text(traits, "phone"));
    Pick.put(purchase, "country", Pick.text(traits, "address.country"));
    OrderLines lines = new OrderLines();
    for (JsonNode product : properties.path("products")) {
      lines.add(
          item(product),
          Pick.number(product, "quantity"),
          Pick.value(product, "price"),
          Pick.text(product, "name"));
    }
    if (lines.isEmpty()) {
      throw new RefusalException(
          "no-lines",
          "An order, a refund or a cancellation lists its products, with their product_id and"
              + " quantity.");
    }
    BigDecimal discount = Pick.number(properties, "discount");
    lines.charge(ChargeKind.DISCOUNT, discount == null ? null : discount.abs().negate(), null);
    lines.charge(ChargeKind.POSTAGE, Pick.number(properties, "shipping"), null);
    lines.charge(ChargeKind.TAX, Pick.number(properties, "tax"), null);
    lines.into(purchase);
    return new Draft(Purchase.class, purchase);
  }
}
