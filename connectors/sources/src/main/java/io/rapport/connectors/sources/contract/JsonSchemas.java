package io.rapport.connectors.sources.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Converts Avro contracts to JSON Schema (2020-12). Events are validated by the schemas, and the
 * OpenAPI document shows them. Times are ISO 8601 or milliseconds, money is a number or a decimal
 * string, and fields that are filled in are not required.
 */
public final class JsonSchemas {

  /** The fields that are filled in when they are absent: a new identifier, the time of receipt. */
  static final Set<String> FILLED_IN = Set.of("eventId", "eventTime");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UNKNOWN_SYMBOL = "UNKNOWN";
  private static final int MAX_ITEMS = 1_000;

  private JsonSchemas() {}

  /** A record's schema. */
  public static ObjectNode of(Schema record) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    if (record.getDoc() != null) {
      schema.put("description", record.getDoc());
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JSON.arrayNode();
    for (Schema.Field field : record.getFields()) {
      ObjectNode property = type(field.schema());
      if (field.doc() != null) {
        property.put("description", field.doc());
      }
      properties.set(field.name(), property);
      if (!field.hasDefaultValue() && !FILLED_IN.contains(field.name())) {
        required.add(field.name());
        if (field.schema().getType() == Schema.Type.STRING) {
          property.put("minLength", 1);
        }
      }
    }
    schema.set("required", required);
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode type(Schema schema) {
    ObjectNode json = JSON.objectNode();
    switch (schema.getType()) {
      case RECORD -> {
        return of(schema);
      }
      case STRING -> json.put("type", "string");
      case BOOLEAN -> json.put("type", "boolean");
      case INT ->
          json.put("type", "integer")
              .put("minimum", Integer.MIN_VALUE)
              .put("maximum", Integer.MAX_VALUE);
      case LONG -> {
        if (isTime(schema)) {
          types(json, "string", "integer").put("format", "date-time");
        } else {
          json.put("type", "integer");
        }
      }
      case FLOAT, DOUBLE -> json.put("type", "number");
      case BYTES -> types(json, "number", "string").put("pattern", "^-?\\d{1,14}(\\.\\d{1,4})?$");
      case ENUM -> {
        ArrayNode symbols = json.put("type", "string").putArray("enum");
        schema.getEnumSymbols().stream()
            .filter(symbol -> !symbol.equals(UNKNOWN_SYMBOL))
            .forEach(symbols::add);
      }
      case ARRAY ->
          json.put("type", "array")
              .put("maxItems", MAX_ITEMS)
              .set("items", type(schema.getElementType()));
      case MAP ->
          json.put("type", "object")
              .put("maxProperties", MAX_ITEMS)
              .set("additionalProperties", type(schema.getValueType()));
      case UNION -> {
        return nullable(type(present(schema)));
      }
      default -> throw new IllegalArgumentException("no contract has a " + schema.getType());
    }
    return json;
  }

  private static ObjectNode types(ObjectNode json, String... names) {
    ArrayNode types = json.putArray("type");
    for (String name : names) {
      types.add(name);
    }
    return json;
  }

  private static ObjectNode nullable(ObjectNode json) {
    ArrayNode types = JSON.arrayNode();
    if (json.get("type").isArray()) {
      types.addAll((ArrayNode) json.get("type"));
    } else {
      types.add(json.get("type"));
    }
    json.set("type", types.add("null"));
    return json;
  }

  static boolean isTime(Schema schema) {
    return schema.getLogicalType() != null
        && schema.getLogicalType().getName().equals("timestamp-millis");
  }

  /** The schema of a union's values that are not null. */
  static Schema present(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
