package io.rapport.connectors.sources.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.ChargeKind;
import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.fields.OrderLines;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An order of Shopify at one moment, with its refunds. It becomes the order's version of that
 * moment ({@code updated_at}), with the quantities that were ordered and the time at which it was
 * placed ({@code processed_at}, which an order from an earlier system keeps, else {@code
 * created_at}); a return for each refund; and its cancellation, which takes off what no refund has.
 * An order is told again with each change, and its refunds with it: their identifiers make them
 * count once.
 *
 * <p>A line costs its price less its discounts, with tax. Lines without a product, such as tips,
 * gift cards sold, and delivery are charges.
 */
final class ShopifyOrder {

  private static final int DIGITS = 8;

  private final JsonNode order;
  private final ShopifySettings settings;

  ShopifyOrder(JsonNode order, ShopifySettings settings) {
    this.order = order;
    this.settings = settings;
  }

  /**
   * The events that the order tells; none for a test order.
   *
   * @param webhookId the event id of this version; null for one made of the order's
   */
  List<Draft> drafts(String webhookId) throws RefusalException {
    if (order.path("test").asBoolean()) {
      return List.of();
    }
    String id = Pick.text(order, "id");
    if (id == null) {
      throw new RefusalException("missing-field", "An order has an id.");
    }
    Instant version = time(order, "updated_at", "processed_at", "created_at");
    String eventId =
        webhookId == null ? "shopify-order-" + id + "-" + version.toEpochMilli() : webhookId;
    List<Draft> drafts = new ArrayList<>();
    Instant placed = time(order, "processed_at", "created_at", "updated_at");
    add(drafts, "ORDER", eventId, placed, withPostage(lines(Map.of())));
    if (!drafts.isEmpty()) {
      drafts.get(0).fields().put("versionTime", version.toEpochMilli());
    }
    Instant cancelled = Times.at(order, "cancelled_at");
    for (JsonNode refund : order.path("refunds")) {
      Instant at = time(refund, "created_at", "processed_at");
      add(drafts, "RETURN", refundId(refund), at, returned(refund));
    }
    if (cancelled != null) {
      // What was sent back has been taken off already.
      OrderLines rest = withPostage(lines(refunded()));
      add(drafts, "CANCEL", "shopify-cancel-" + id, cancelled, rest);
    }
    return drafts;
  }

  /**
   * A refund without its order. It names neither customer nor address, unless somebody on the way
   * added its order. The order itself tells it too, so it is of no use here without.
   */
  static List<Draft> refundAlone(JsonNode refund, ShopifySettings settings)
      throws RefusalException {
    if (!refund.path("order").isObject()) {
      return List.of();
    }
    ShopifyOrder order = new ShopifyOrder(refund.get("order"), settings);
    List<Draft> drafts = new ArrayList<>();
    Instant time = time(refund, "created_at", "processed_at");
    order.add(drafts, "RETURN", refundId(refund), time, order.returned(refund));
    return drafts;
  }

  private static String refundId(JsonNode refund) {
    return "shopify-refund-" + Pick.text(refund, "id");
  }

  private void add(
      List<Draft> drafts, String kind, String eventId, Instant time, OrderLines lines) {
    if (lines.isEmpty() && !lines.hasCharges()) {
      return;
    }
    ObjectNode purchase = JsonNodeFactory.instance.objectNode().put("kind", kind);
    purchase.put("eventId", eventId).put("eventTime", time.toEpochMilli());
    if (kind.equals("RETURN")) {
      purchase.put("returnId", eventId);
    }
    Pick.put(purchase, "orderId", Pick.text(order, "id"));
    Pick.put(purchase, "customerId", Pick.text(order, "customer.id"));
    Pick.put(purchase, "visitorId", visitor());
    Pick.put(purchase, "email", Pick.text(order, "email", "contact_email", "customer.email"));
    Pick.put(
        purchase, "phone", Pick.text(order, "phone", "customer.phone", "billing_address.phone"));
    Pick.put(
        purchase,
        "country",
        Pick.text(order, "shipping_address.country_code", "billing_address.country_code"));
    Pick.put(purchase, "currency", Pick.text(order, "currency"));
    lines.into(purchase);
    drafts.add(new Draft(Purchase.class, purchase));
  }

  private String visitor() {
    if (settings.visitor().equals("cart_token")) {
      return Pick.text(order, "cart_token");
    }
    for (JsonNode note : order.path("note_attributes")) {
      if (settings.visitor().equals(Pick.text(note, "name"))) {
        return Pick.text(note, "value");
      }
    }
    return null;
  }

  /**
   * The order's lines.
   *
   * @param gone pieces that are no longer part of it, by the line's id
   */
  private OrderLines lines(Map<String, BigDecimal> gone) {
    OrderLines lines = new OrderLines();
    for (JsonNode line : order.path("line_items")) {
      BigDecimal ordered = quantity(line);
      BigDecimal rest = ordered.subtract(gone.getOrDefault(id(line, "id"), BigDecimal.ZERO));
      BigDecimal amount = amount(line, ordered);
      if (rest.signum() > 0) {
        lines.addTotal(
            item(line),
            rest,
            amount == null
                ? null
                : amount.multiply(rest).divide(ordered, DIGITS, RoundingMode.HALF_UP),
            Pick.text(line, "title", "name"));
      } else {
        // Nothing is left to take off, but the order is cancelled all the same.
        lines.addTotal(item(line), ordered, BigDecimal.ZERO, Pick.text(line, "title", "name"));
      }
    }
    return lines;
  }

  /** Adds the price of delivery, less its discounts, with tax. */
  private OrderLines withPostage(OrderLines lines) {
    for (JsonNode delivery : order.path("shipping_lines")) {
      lines.charge(
          ChargeKind.POSTAGE, amount(delivery, BigDecimal.ONE), Pick.text(delivery, "title"));
    }
    return lines;
  }

  private static BigDecimal quantity(JsonNode line) {
    BigDecimal quantity = Pick.number(line, "quantity");
    return quantity == null ? BigDecimal.ONE : quantity;
  }

  private static String id(JsonNode line, String... names) {
    return String.valueOf(Pick.text(line, names));
  }

  /** The item of a line; null for one that is no product. */
  private String item(JsonNode line) {
    return line.path("gift_card").asBoolean() ? null : Pick.text(line, settings.item());
  }

  /** The price of all of a line, less its discounts, with tax; null when unknown. */
  private BigDecimal amount(JsonNode line, BigDecimal quantity) {
    BigDecimal price = Pick.number(line, "price");
    if (price == null) {
      return null;
    }
    BigDecimal amount =
        price.multiply(quantity).subtract(sum(line, "discount_allocations", "amount"));
    return order.path("taxes_included").asBoolean()
        ? amount
        : amount.add(sum(line, "tax_lines", "price"));
  }

  private static BigDecimal sum(JsonNode line, String list, String field) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode part : line.path(list)) {
      BigDecimal number = Pick.number(part, field);
      sum = number == null ? sum : sum.add(number);
    }
    return sum;
  }

  private OrderLines returned(JsonNode refund) {
    OrderLines lines = new OrderLines();
    for (JsonNode part : refund.path("refund_line_items")) {
      BigDecimal amount = Pick.number(part, "subtotal");
      BigDecimal tax = Pick.number(part, "total_tax");
      boolean taxed = order.path("taxes_included").asBoolean();
      JsonNode line = part.path("line_item").isObject() ? part.get("line_item") : line(part);
      lines.addTotal(
          item(line),
          quantity(part),
          amount == null || tax == null || taxed ? amount : amount.add(tax),
          Pick.text(line, "title", "name"));
    }
    // Postage paid back, and what was given back beyond the lines; below zero.
    for (JsonNode adjustment : refund.path("order_adjustments")) {
      BigDecimal amount = Pick.number(adjustment, "amount");
      BigDecimal tax = Pick.number(adjustment, "tax_amount");
      if (amount != null) {
        lines.charge(
            ChargeKind.OTHER,
            (tax == null ? amount : amount.add(tax)).negate(),
            Pick.text(adjustment, "reason", "kind"));
      }
    }
    return lines;
  }

  private JsonNode line(JsonNode part) {
    String id = id(part, "line_item_id");
    for (JsonNode line : order.path("line_items")) {
      if (id.equals(id(line, "id"))) {
        return line;
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  /** The pieces sent back of each line. */
  private Map<String, BigDecimal> refunded() {
    Map<String, BigDecimal> gone = new HashMap<>();
    for (JsonNode refund : order.path("refunds")) {
      for (JsonNode part : refund.path("refund_line_items")) {
        gone.merge(id(part, "line_item_id", "line_item.id"), quantity(part), BigDecimal::add);
      }
    }
    return gone;
  }

  private static Instant time(JsonNode from, String... names) throws RefusalException {
    Instant time = Times.at(from, names);
    if (time == null) {
      throw new RefusalException("missing-field", names[0] + " is missing.");
    }
    return time;
  }
}
