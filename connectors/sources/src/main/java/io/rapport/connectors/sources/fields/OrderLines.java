package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of an order being drafted. A line without an item is no product and is left out; a
 * quantity that is not whole, such as a weight, counts as one piece at the price of all of it; a
 * discount on the order is spread over its lines in proportion to their amounts.
 */
public final class OrderLines {

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private record Line(
      String itemId, BigDecimal pieces, BigDecimal amount, String priceText, String description) {}

  private final List<Line> lines = new ArrayList<>();
  private BigDecimal discount = BigDecimal.ZERO;

  /**
   * Adds a line.
   *
   * @param itemId null for a line that is no product
   * @param quantity null for one; a line of none is left out
   * @param price of one; null when unknown
   */
  public void add(String itemId, BigDecimal quantity, JsonNode price, String description) {
    BigDecimal number = Pick.number(price);
    BigDecimal count = quantity == null ? BigDecimal.ONE : quantity;
    String text =
        number == null && price != null && price.isTextual() && !price.textValue().isBlank()
            ? price.textValue().strip()
            : null;
    addLine(itemId, count, number == null ? null : number.multiply(count), text, description);
  }

  /**
   * Adds a line by the amount of all of it.
   *
   * @param amount null when unknown
   */
  public void addTotal(String itemId, BigDecimal quantity, BigDecimal amount, String description) {
    addLine(itemId, quantity, amount, null, description);
  }

  private void addLine(
      String itemId, BigDecimal count, BigDecimal amount, String priceText, String description) {
    if (itemId == null || count.signum() <= 0) {
      return;
    }
    boolean whole = count.stripTrailingZeros().scale() <= 0 && count.compareTo(MOST) <= 0;
    lines.add(new Line(itemId, whole ? count : BigDecimal.ONE, amount, priceText, description));
  }

  /** Takes an amount off the order as a whole; nothing for null, or for more than it costs. */
  public void discount(BigDecimal amount) {
    if (amount != null && amount.signum() > 0) {
      discount = amount;
    }
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Puts the lines into a draft of a purchase. */
  public void into(ObjectNode purchase) {
    BigDecimal sum =
        lines.stream()
            .map(line -> line.amount == null ? BigDecimal.ZERO : line.amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean spread = discount.signum() > 0 && discount.compareTo(sum) <= 0;
    BigDecimal share =
        spread ? sum.subtract(discount).divide(sum, MathContext.DECIMAL128) : BigDecimal.ONE;
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Line line : lines) {
      ObjectNode object = array.addObject();
      object.put("itemId", line.itemId).put("quantity", line.pieces.intValue());
      if (line.amount != null) {
        object.put(
            "unitPrice",
            Prices.rounded(
                line.amount.multiply(share).divide(line.pieces, 8, RoundingMode.HALF_UP)));
      }
      Pick.put(object, "unitPriceText", line.priceText);
      Pick.put(object, "description", line.description);
    }
    purchase.set("lines", array);
  }
}
