package io.rapport.connectors.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.Map;

/** An immutable answer to a request; its body must not be changed either. */
public final class Answer {

  public static final String JSON = "application/json";

  private final int status;
  private final String mediaType;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * @param headers further headers, by name
   */
  public Answer(int status, String mediaType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.mediaType = mediaType;
    this.body = body;
    this.headers = headers;
  }

  public Answer(int status, String mediaType, byte[] body) {
    this(status, mediaType, body, Map.of());
  }

  public static Answer json(JsonNode node) {
    return json(200, node);
  }

  public static Answer json(int status, JsonNode node) {
    return new Answer(status, JSON, Json.bytes(node));
  }

  /**
   * A page of a list.
   *
   * @param next the cursor of the next page; null at the end
   */
  public static Answer list(ArrayNode items, String next) {
    var page = Json.object();
    page.set("items", items);
    page.put("next", next);
    return json(page);
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, mediaType, body, more);
  }

  int status() {
    return status;
  }

  String mediaType() {
    return mediaType;
  }

  public byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }
}
