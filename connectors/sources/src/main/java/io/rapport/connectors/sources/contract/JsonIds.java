package io.rapport.connectors.sources.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rapport.core.intake.IdRule;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/**
 * Brings the identifiers in an event into their standard form before it is checked: numbers become
 * texts, and a placeholder is taken out, as if the field were missing.
 */
public final class JsonIds {

  /** The most digits of a number that is read as an identifier. */
  private static final int MOST_DIGITS = 40;

  private JsonIds() {}

  /** Standardises every identifier in a tree, in place. */
  public static void standardise(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Iterator<Map.Entry<String, JsonNode>> fields = object.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (!IdRule.isId(field.getKey())) {
          standardise(field.getValue());
          continue;
        }
        String text = text(field.getValue());
        String id = IdRule.standard(text);
        if (id != null && IdRule.isPlaceholder(IdRule.kind(field.getKey()), id)) {
          fields.remove();
        } else if (id != null) {
          field.setValue(TextNode.valueOf(id));
        }
      }
    } else if (node.isArray()) {
      node.forEach(JsonIds::standardise);
    }
  }

  /** The text of a text or number; null for anything else, which the contract refuses. */
  public static String text(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (!value.isNumber()) {
      return null;
    }
    BigDecimal number = value.decimalValue();
    // Bounded first: 1e999999999 in full would be a billion digits.
    return Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
            || Math.abs(number.scale()) > MOST_DIGITS
        ? null
        : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
