package io.rapport.connectors.kafka.wire;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Confluent's wire format: the byte 0, the schema's id at the registry in four bytes, most
 * significant first, and the Avro binary.
 */
public final class WireFormat {

  static final byte MAGIC = 0;
  public static final int HEADER_BYTES = 5;

  private WireFormat() {}

  public static String subject(String topic) {
    return topic + "-value";
  }

  static boolean hasHeader(byte[] bytes) {
    return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
  }

  static int schemaId(byte[] bytes) {
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }

  public static byte[] header(int schemaId) {
    return ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array();
  }

  /**
   * The schema as its file says it. The generator adds {@code avro.java.string} to every string,
   * which means nothing to readers and writers in other languages, and would make their schema a
   * different one at the registry.
   */
  public static Schema withoutJavaHints(Schema schema) {
    String text =
        schema
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
            .replace(",\"avro.java.string\":\"String\"", "");
    return new Schema.Parser().parse(text);
  }
}
