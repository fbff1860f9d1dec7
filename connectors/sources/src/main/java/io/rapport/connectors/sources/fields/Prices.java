package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Prices as the contracts hold them: four decimals; a text that is no plain number goes into a
 * field of its own, which a rule of cleaning reads.
 */
public final class Prices {

  private static final int DECIMALS = 4;

  private Prices() {}

  /** An amount with at most four decimals. */
  public static BigDecimal rounded(BigDecimal amount) {
    return amount.scale() <= DECIMALS ? amount : amount.setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  /**
   * Puts a price, if there is one.
   *
   * @param field such as {@code price}; its text goes into {@code priceText}
   */
  public static void put(ObjectNode into, String field, JsonNode price) {
    BigDecimal number = Pick.number(price);
    if (number != null) {
      into.put(field, rounded(number));
    } else if (price != null && price.isTextual() && !price.textValue().isBlank()) {
      into.put(field + "Text", price.textValue().strip());
    }
  }
}
