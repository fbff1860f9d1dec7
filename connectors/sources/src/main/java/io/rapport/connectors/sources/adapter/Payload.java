package io.rapport.connectors.sources.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.contract.StrictJson;
import java.util.List;
import java.util.Locale;

/** The bytes that a foreign system sent, unread. */
public final class Payload {

  private final byte[] body;
  private final String mediaType;
  private final StrictJson reader;

  /**
   * @param body not changed by anybody
   * @param mediaType such as {@code application/json; charset=utf-8}; empty when unknown
   * @param reader of JSON bodies
   */
  public Payload(byte[] body, String mediaType, StrictJson reader) {
    this.body = body;
    this.mediaType = mediaType;
    this.reader = reader;
  }

  public byte[] body() {
    return body;
  }

  /** Whether the media type is this one, without its parameters. */
  public boolean is(String type) {
    String bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals(type);
  }

  /** The body as JSON. */
  public JsonNode json() throws RefusalException {
    try {
      return reader.read(body);
    } catch (StrictJson.NotJsonException e) {
      throw new RefusalException(new Refusal("not-json", e.getMessage(), List.of()));
    }
  }
}
