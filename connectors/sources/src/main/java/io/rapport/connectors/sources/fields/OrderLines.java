package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.ChargeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The lines and charges of an order being drafted. A line without an item is no product, and is a
 * charge; a quantity that is not whole is a weight or length.
 */
public final class OrderLines {

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);
  private static final int DIGITS = 8;

  private final ArrayNode lines = JsonNodeFactory.instance.arrayNode();
  private final ArrayNode charges = JsonNodeFactory.instance.arrayNode();

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
    if (itemId == null) {
      charge(ChargeKind.OTHER, number == null ? null : number.multiply(count), description);
      return;
    }
    ObjectNode line = line(itemId, count, description);
    if (line != null && price != null) {
      Prices.put(line, "unitPrice", price);
    }
  }

  /**
   * Adds a line by the amount of all of it.
   *
   * @param amount null when unknown
   */
  public void addTotal(String itemId, BigDecimal quantity, BigDecimal amount, String description) {
    if (itemId == null) {
      charge(ChargeKind.OTHER, amount, description);
      return;
    }
    ObjectNode line = line(itemId, quantity, description);
    if (line != null && amount != null) {
      line.put("unitPrice", Prices.rounded(amount.divide(quantity, DIGITS, RoundingMode.HALF_UP)));
    }
  }

  /** The line, without its price; null for one of nothing. */
  private ObjectNode line(String itemId, BigDecimal count, String description) {
    if (count.signum() <= 0) {
      return null;
    }
    ObjectNode line = lines.addObject().put("itemId", itemId);
    boolean whole = count.stripTrailingZeros().scale() <= 0 && count.compareTo(MOST) <= 0;
    if (whole) {
      line.put("quantity", count.intValue());
    } else {
      line.put("quantity", 1).put("measure", count.doubleValue());
    }
    Pick.put(line, "description", description);
    return line;
  }

  /**
   * Adds what is no product to the total.
   *
   * @param amount below zero for a discount; null or zero adds nothing
   */
  public void charge(ChargeKind kind, BigDecimal amount, String description) {
    if (amount != null && amount.signum() != 0) {
      ObjectNode charge =
          charges.addObject().put("kind", kind.name()).put("amount", Prices.rounded(amount));
      Pick.put(charge, "description", description);
    }
  }

  /** Whether there is no product. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  public boolean hasCharges() {
    return !charges.isEmpty();
  }

  /** Puts lines and charges into a draft of a purchase. */
  public void into(ObjectNode purchase) {
    purchase.set("lines", lines);
    purchase.set("charges", charges);
  }
}
