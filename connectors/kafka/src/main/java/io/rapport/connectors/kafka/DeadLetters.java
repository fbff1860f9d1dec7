package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes dead letters of records that could not be used. */
public final class DeadLetters {

  /** The stage of records that could not be decoded. */
  public static final String DECODE = "decode";

  private DeadLetters() {}

  /** The dead letter of a record that could not be decoded. */
  public static DeadLetter of(Decoded<?> failed) {
    DecodeFailure failure = failed.failure();
    return of(failed, DECODE, failure.reason().code(), failure.detail());
  }

  /**
   * The dead letter of a record that was decoded and then found unusable.
   *
   * @param stage where it failed
   * @param reason code in lower-case words joined by '-'
   * @param detail a sentence that quotes nothing of the record; may be null
   */
  public static DeadLetter of(Decoded<?> record, String stage, String reason, String detail) {
    Origin origin = record.origin();
    return DeadLetter.newBuilder()
        .setOrigin(origin.id())
        .setEventTime(Instant.ofEpochMilli(origin.timestamp()))
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setStage(stage)
        .setReason(reason)
        .setDetail(detail)
        .setKey(buffer(record.key()))
        .setPayload(buffer(record.raw()))
        .setHeaders(buffers(record.headers()))
        .build();
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static Map<String, ByteBuffer> buffers(Map<String, byte[]> headers) {
    Map<String, ByteBuffer> buffers = new HashMap<>();
    headers.forEach((name, content) -> buffers.put(name, ByteBuffer.wrap(content)));
    return buffers;
  }
}
