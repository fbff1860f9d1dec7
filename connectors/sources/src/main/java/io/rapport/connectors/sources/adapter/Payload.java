package io.rapport.connectors.sources.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.contract.StrictJson;
import java.util.List;
import java.util.Locale;

/** The bytes that a foreign system sent, unread. */
public final class Payload {

  /** The media type of a form of short fields. */
  public static final String URL_ENCODED = "application/x-www-form-urlencoded";

  /** The media type of a form that may hold files. */
  public static final String MULTIPART = "multipart/form-data";

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

  /** The media type with its parameters; empty when unknown. */
  public String mediaType() {
    return mediaType;
  }

  /** Whether the body is a form, as browsers and webhooks send it. */
  public boolean isForm() {
    return is(URL_ENCODED) || is(MULTIPART);
  }

  /** Whether the media type is this one, without its parameters. */
  public boolean is(String type) {
    String bare = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals(type);
  }

  /** A text within the body as JSON; null for one that is none. */
  public JsonNode json(String text) {
    try {
      return reader.read(text);
    } catch (StrictJson.NotJsonException e) {
      return null;
    }
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
