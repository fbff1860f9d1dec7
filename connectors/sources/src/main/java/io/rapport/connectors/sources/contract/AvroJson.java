package io.rapport.connectors.sources.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Converts JSON that is valid by {@link JsonSchemas} into records of the generated classes. */
final class AvroJson {

  /** Years 1 to 9999: what ISO 8601 writes in four digits. */
  private static final long MIN_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

  private static final long MAX_MILLIS = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  private AvroJson() {}

  /** A value that the schema allows and the contract cannot hold. */
  static final class MisfitException extends Exception {
    private final transient FieldError error;

    private MisfitException(FieldError error) {
      super(error.expected(), null, false, false);
      this.error = error;
    }

    FieldError error() {
      return error;
    }
  }

  /**
   * Reads a record.
   *
   * @param place the record's place in the body, for errors
   * @throws MisfitException naming the field
   */
  static SpecificRecord read(JsonNode json, Schema schema, String place) throws MisfitException {
    var record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.get(field.name());
      if (value != null) {
        record.put(field.pos(), value(value, field.schema(), join(place, field.name())));
      } else if (field.hasDefaultValue()) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  static String join(String place, String field) {
    return place.isEmpty() ? field : place + "." + field;
  }

  private static Object value(JsonNode json, Schema schema, String place) throws MisfitException {
    return switch (schema.getType()) {
      case UNION -> json.isNull() ? null : value(json, JsonSchemas.present(schema), place);
      case RECORD -> read(json, schema, place);
      case STRING -> json.textValue();
      case BOOLEAN -> json.booleanValue();
      case INT -> json.decimalValue().intValueExact();
      case LONG -> JsonSchemas.isTime(schema) ? time(json, place) : whole(json, place);
      case FLOAT -> json.floatValue();
      case DOUBLE -> json.doubleValue();
      case BYTES -> money(json, (LogicalTypes.Decimal) schema.getLogicalType(), place);
      case ENUM -> SpecificData.get().createEnum(json.textValue(), schema);
      case ARRAY -> items(json, schema.getElementType(), place);
      case MAP -> entries(json, schema.getValueType(), place);
      default -> throw new IllegalArgumentException("no contract has a " + schema.getType());
    };
  }

  private static List<Object> items(JsonNode json, Schema type, String place)
      throws MisfitException {
    List<Object> items = new ArrayList<>(json.size());
    for (JsonNode item : json) {
      items.add(value(item, type, place + "[" + items.size() + "]"));
    }
    return items;
  }

  private static Map<String, Object> entries(JsonNode json, Schema type, String place)
      throws MisfitException {
    Map<String, Object> entries = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      entries.put(entry.getKey(), value(entry.getValue(), type, join(place, entry.getKey())));
    }
    return entries;
  }

  private static Instant time(JsonNode json, String place) throws MisfitException {
    try {
      Instant time =
          json.isTextual()
              ? OffsetDateTime.parse(json.textValue()).toInstant()
              : Instant.ofEpochMilli(json.decimalValue().longValueExact());
      if (time.toEpochMilli() >= MIN_MILLIS && time.toEpochMilli() <= MAX_MILLIS) {
        return time;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Answered below.
    }
    throw misfit(
        place, "a time such as 2026-01-31T12:00:00Z, or milliseconds since 1970-01-01 UTC", json);
  }

  private static long whole(JsonNode json, String place) throws MisfitException {
    try {
      return json.decimalValue().longValueExact();
    } catch (ArithmeticException e) {
      throw misfit(place, "a whole number of 64 bits", json);
    }
  }

  private static BigDecimal money(JsonNode json, LogicalTypes.Decimal type, String place)
      throws MisfitException {
    try {
      BigDecimal amount = json.isTextual() ? new BigDecimal(json.textValue()) : json.decimalValue();
      // Bounded first: to scale 1e999999999 would write out a billion zeros.
      if (amount.precision() - (long) amount.scale() <= type.getPrecision() - type.getScale()) {
        return amount.setScale(type.getScale());
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Answered below.
    }
    throw misfit(
        place,
        "an amount with at most "
            + (type.getPrecision() - type.getScale())
            + " digits before and "
            + type.getScale()
            + " after the point",
        json);
  }

  private static MisfitException misfit(String place, String expected, JsonNode got) {
    return new MisfitException(
        new FieldError(place, expected, FieldError.shortened(got.toString())));
  }
}
