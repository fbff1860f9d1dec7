package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.rapport.connectors.gateway.http.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The JSON of any Avro record, field by field under the names of its contract. */
public final class RecordJson {

  private RecordJson() {}

  /** A record, or a value in one. */
  public static JsonNode of(Object value) {
    if (value instanceof SpecificRecord part) {
      ObjectNode object = Json.object();
      for (Schema.Field field : part.getSchema().getFields()) {
        object.set(field.name(), of(part.get(field.pos())));
      }
      return object;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = Json.object();
      map.forEach((key, item) -> object.set(key.toString(), of(item)));
      return object;
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = Json.array();
      items.forEach(item -> array.add(of(item)));
      return array;
    }
    return plain(value);
  }

  private static ValueNode plain(Object value) {
    ObjectNode factory = Json.object();
    if (value == null) {
      return factory.nullNode();
    }
    if (value instanceof Instant time) {
      return factory.textNode(Json.time(time));
    }
    if (value instanceof Boolean so) {
      return factory.booleanNode(so);
    }
    if (value instanceof Integer number) {
      return factory.numberNode(number);
    }
    return value instanceof Double number
        ? factory.numberNode(number)
        : factory.textNode(value.toString());
  }
}
