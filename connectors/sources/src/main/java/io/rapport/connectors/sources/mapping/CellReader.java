package io.rapport.connectors.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.fields.Prices;
import io.rapport.connectors.sources.fields.Times;
import io.rapport.core.cleaning.form.Dates;
import io.rapport.core.cleaning.form.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads the texts of one column as values of the field that it fills. */
final class CellReader {

  /** The format of dates that are days since 1970-01-01, as change data capture writes them. */
  static final String EPOCH_DAYS = "epoch-days";

  private static final Set<String> YES =
      Set.of("true", "yes", "y", "1", "t", "x", "on", "ja", "j", "oui", "si", "sí", "subscribed");
  private static final Set<String> NO =
      Set.of("false", "no", "n", "0", "f", "off", "nein", "non", "unsubscribed");

  private final ColumnRule rule;
  private final Dates dates;
  private final boolean epochDays;

  CellReader(ColumnRule rule) {
    this.rule = rule;
    this.epochDays = rule.dates().contains(EPOCH_DAYS);
    List<String> formats = rule.dates().stream().filter(f -> !f.equals(EPOCH_DAYS)).toList();
    this.dates = formats.isEmpty() ? null : new Dates(formats, rule.zone());
  }

  /** Reads a text that is not blank. */
  JsonNode read(String given) throws RefusalException {
    String text = rule.values().getOrDefault(given, given);
    Schema type = rule.target().type();
    return switch (type.getType()) {
      case BOOLEAN -> truth(text);
      case INT -> whole(text);
      case LONG -> type.getLogicalType() == null ? whole(text) : time(text);
      case BYTES -> DecimalNode.valueOf(Prices.rounded(number(text)));
      case FLOAT, DOUBLE -> DecimalNode.valueOf(number(text));
      case ENUM -> TextNode.valueOf(text.toUpperCase(Locale.ROOT));
      default -> TextNode.valueOf(dates == null && !epochDays ? text : date(text));
    };
  }

  private RefusalException wrong(String reason, String expected) {
    return new RefusalException(
        reason, "The column %s should hold %s.".formatted(rule.column(), expected));
  }

  private JsonNode truth(String text) throws RefusalException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!YES.contains(lower) && !NO.contains(lower)) {
      throw wrong("invalid-truth", "yes or no: name its texts under values");
    }
    return BooleanNode.valueOf(YES.contains(lower));
  }

  private BigDecimal number(String text) throws RefusalException {
    double number = Numbers.parse(text, rule.decimal());
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw wrong(
          "invalid-number",
          "a number; say decimal: comma or decimal: point for one that may be read in two ways");
    }
    return BigDecimal.valueOf(number);
  }

  private JsonNode whole(String text) throws RefusalException {
    BigDecimal number = number(text);
    if (number.stripTrailingZeros().scale() > 0) {
      throw wrong("invalid-number", "a whole number");
    }
    return LongNode.valueOf(number.longValue());
  }

  private JsonNode time(String text) throws RefusalException {
    if (dates != null) {
      double millis = dates.parse(text);
      if (Double.isNaN(millis)) {
        throw wrong("invalid-time", "a time like " + String.join(" or ", rule.dates()));
      }
      return LongNode.valueOf((long) millis);
    }
    JsonNode cell = JsonNodeFactory.instance.objectNode().put("time", text);
    Instant time = Times.at(cell, "time");
    if (time == null) {
      throw wrong("invalid-time", "a time, or an empty cell for none");
    }
    return LongNode.valueOf(time.toEpochMilli());
  }

  private String date(String text) throws RefusalException {
    if (epochDays && text.matches("-?\\d{1,6}")) {
      return LocalDate.ofEpochDay(Long.parseLong(text)).toString();
    }
    double millis = dates == null ? Double.NaN : dates.parse(text);
    if (Double.isNaN(millis)) {
      throw wrong("invalid-date", "a date like " + String.join(" or ", rule.dates()));
    }
    return Instant.ofEpochMilli((long) millis).atZone(rule.zone()).toLocalDate().toString();
  }
}
