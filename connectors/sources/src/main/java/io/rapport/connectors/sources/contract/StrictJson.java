package io.rapport.connectors.sources.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A reader of untrusted JSON: UTF-8, bounded in depth and in the length of numbers, strict about
 * repeated names and trailing text. Numbers keep all their digits. For any number of threads.
 */
public final class StrictJson {

  private static final int LONGEST_NUMBER = 100;

  private final ObjectMapper reader;

  /**
   * @param maxDepth deepest nesting
   */
  public StrictJson(int maxDepth) {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(maxDepth)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();
    reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /** A text that is not the JSON expected. */
  public static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String title;

    private NotJsonException(String title, String detail) {
      super(detail, null, false, false);
      this.title = title;
    }

    /** The kind of error in a few words; the message has the detail. */
    public String title() {
      return title;
    }
  }

  /** Reads an object or an array, with any content. */
  public JsonNode read(byte[] body) throws NotJsonException {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new NotJsonException("Not UTF-8", "The body should be UTF-8.");
    }
  }

  /** As {@link #read(byte[])}, of a text. */
  public JsonNode read(String text) throws NotJsonException {
    try {
      JsonNode json = reader.readTree(text);
      if (json.isObject() || json.isArray()) {
        return json;
      }
      throw new NotJsonException(
          "Not an event", "The body should be a JSON object, or an array of objects.");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new NotJsonException(
          "Not JSON",
          "The body is no JSON%s: %s"
              .formatted(where, FieldError.shortened(String.valueOf(e.getOriginalMessage()))));
    }
  }
}
