package io.rapport.connectors.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Collector;

/** Builds and writes JSON. */
public final class Json {

  private static final ObjectMapper WRITER = new ObjectMapper();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static <T extends JsonNode> Collector<T, ArrayNode, ArrayNode> toArray() {
    return Collector.of(Json::array, ArrayNode::add, ArrayNode::addAll);
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return WRITER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  public static JsonFactory factory() {
    return WRITER.getFactory();
  }

  /** A time as ISO 8601 in UTC; null for null. */
  public static String time(Instant time) {
    return time == null ? null : time.toString();
  }

  public static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /** Money without the zeros its contract appends; null for null. */
  public static BigDecimal money(BigDecimal amount) {
    if (amount == null) {
      return null;
    }
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
