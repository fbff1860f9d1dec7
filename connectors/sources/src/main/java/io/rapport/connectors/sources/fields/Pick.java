package io.rapport.connectors.sources.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.sources.contract.JsonIds;
import java.math.BigDecimal;

/** Picks fields of JSON by their paths, the parts of which are separated by dots. */
public final class Pick {

  private static final int MOST_DIGITS = 60;

  private Pick() {}

  /** The node at a path; missing when it is not there. */
  public static JsonNode at(JsonNode from, String path) {
    JsonNode at = from;
    int start = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
      at = at.path(path.substring(start, dot));
      start = dot + 1;
    }
    return at.path(path.substring(start));
  }

  /** The first text or number at one of the paths, as a text; null for none. */
  public static String text(JsonNode from, String... paths) {
    for (String path : paths) {
      String text = JsonIds.text(at(from, path));
      if (text != null && !text.isBlank()) {
        return text.strip();
      }
    }
    return null;
  }

  /** A text, number or truth value as a text; null for anything else, and for a blank. */
  public static String single(JsonNode value) {
    String text = value.isBoolean() ? value.asText() : JsonIds.text(value);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The first value at one of the paths that is neither missing nor null; null for none. */
  public static JsonNode value(JsonNode from, String... paths) {
    for (String path : paths) {
      JsonNode value = at(from, path);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  /** The number at one of the paths, given as a number or as a text of digits; null for none. */
  public static BigDecimal number(JsonNode from, String... paths) {
    return number(value(from, paths));
  }

  /** The number in a value; null for anything else. */
  public static BigDecimal number(JsonNode value) {
    if (value == null || !(value.isNumber() || value.isTextual())) {
      return null;
    }
    try {
      BigDecimal number =
          value.isNumber() ? value.decimalValue() : new BigDecimal(value.textValue().strip());
      // Bounded first: to scale 1e999999999 would write out a billion zeros.
      return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
              || Math.abs((long) number.scale()) > MOST_DIGITS
          ? null
          : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Puts a text, unless it is null. */
  public static void put(ObjectNode into, String field, String value) {
    if (value != null) {
      into.put(field, value);
    }
  }
}
