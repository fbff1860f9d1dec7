package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes dead letters of records that could not be used. */
public final class DeadLetters {

  /** The stage of records that could not be decoded. */
  public static final String DECODE = "decode";

  /**
   * The header of a dead letter whose payload was too large to keep; its value is the payload's
   * size in bytes, as text. The payload stays at its origin as long as that topic keeps it.
   */
  public static final String OMITTED_HEADER = "rapport-payload-omitted";

  /**
   * The largest payload that a dead letter keeps. A record that arrived compressed can have any
   * size, and a dead letter that the broker refuses would stop the job at the same record for ever.
   */
  static final int MAX_PAYLOAD_BYTES = 8 << 20;

  /**
   * The largest record that the topic of dead letters and its producers accept: payload, key and
   * headers.
   */
  public static final int MAX_LETTER_BYTES = 2 * MAX_PAYLOAD_BYTES;

  /** The most bytes kept of what was in no topic. */
  private static final int MAX_OUTSIDE_BYTES = 500_000;

  private DeadLetters() {}

  /** Whether the letter came without its payload. */
  public static boolean isWithoutPayload(DeadLetter letter) {
    return letter.getHeaders().containsKey(OMITTED_HEADER);
  }

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
    Map<String, ByteBuffer> headers = buffers(record.headers());
    byte[] payload = record.raw();
    if (payload != null && payload.length > MAX_PAYLOAD_BYTES) {
      headers.put(OMITTED_HEADER, buffer(Topic.bytes(Integer.toString(payload.length))));
      payload = null;
    }
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
        .setPayload(buffer(payload))
        .setHeaders(headers)
        .build();
  }

  /**
   * The dead letter of what was in no topic: a line of a file, or a message of another system.
   *
   * @param origin unique, such as file:line
   * @param topic it was meant for
   * @param position its line or place, for the letter's offset
   * @param payload kept up to {@value #MAX_OUTSIDE_BYTES} bytes
   */
  public static DeadLetter ofOutside(
      String origin,
      String topic,
      long position,
      String stage,
      String reason,
      String detail,
      byte[] payload,
      Instant time) {
    return DeadLetter.newBuilder()
        .setOrigin(origin)
        .setEventTime(time)
        .setTopic(topic)
        .setPartition(-1)
        .setOffset(position)
        .setStage(stage)
        .setReason(reason)
        .setDetail(detail)
        .setPayload(ByteBuffer.wrap(payload, 0, Math.min(payload.length, MAX_OUTSIDE_BYTES)))
        .setHeaders(Map.of())
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
