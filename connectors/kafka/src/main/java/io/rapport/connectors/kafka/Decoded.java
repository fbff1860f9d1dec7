package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.wire.DecodeFailure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as it came from Kafka: its value, or the failure to decode it. Origin, key, headers and
 * raw bytes are there either way, so that a later step that rejects the record can still describe
 * it.
 *
 * <p>It is immutable, and its arrays and value must not be changed either: operators of one chain
 * share them.
 */
public final class Decoded<T extends SpecificRecord> {

  private final Origin origin;
  private final byte[] key;
  private final byte[] raw;
  private final Map<String, byte[]> headers;
  private final T value;
  private final DecodeFailure failure;

  private Decoded(
      Origin origin,
      byte[] key,
      byte[] raw,
      Map<String, byte[]> headers,
      T value,
      DecodeFailure failure) {
    if ((value == null) == (failure == null)) {
      throw new IllegalArgumentException("either a value or a failure");
    }
    this.origin = Objects.requireNonNull(origin);
    this.key = key;
    this.raw = raw;
    this.headers = Objects.requireNonNull(headers);
    this.value = value;
    this.failure = failure;
  }

  /** A record that was decoded. */
  public static <T extends SpecificRecord> Decoded<T> value(
      Origin origin, byte[] key, byte[] raw, Map<String, byte[]> headers, T value) {
    return new Decoded<>(origin, key, raw, headers, Objects.requireNonNull(value), null);
  }

  /** A record that could not be decoded. */
  public static <T extends SpecificRecord> Decoded<T> failure(
      Origin origin, byte[] key, byte[] raw, Map<String, byte[]> headers, DecodeFailure failure) {
    return new Decoded<>(origin, key, raw, headers, null, Objects.requireNonNull(failure));
  }

  /** The record's origin. */
  public Origin origin() {
    return origin;
  }

  /** The raw key; null when it had none. */
  public byte[] key() {
    return key;
  }

  /** The raw value; null for a tombstone. */
  public byte[] raw() {
    return raw;
  }

  /** The raw headers; of several with one name the last. */
  public Map<String, byte[]> headers() {
    return headers;
  }

  /** Whether there is a value. */
  public boolean hasValue() {
    return value != null;
  }

  /** Whether the value was null in Kafka: on a compacted topic, the removal of the key. */
  public boolean isTombstone() {
    return failure != null && failure.reason() == DecodeFailure.Reason.TOMBSTONE;
  }

  /** The value; null when {@link #failure()} is not. */
  public T value() {
    return value;
  }

  /** The reason why there is no value; null when there is one. */
  public DecodeFailure failure() {
    return failure;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decoded<?> that
        && origin.equals(that.origin)
        && Arrays.equals(key, that.key)
        && Arrays.equals(raw, that.raw)
        && comparable(headers).equals(comparable(that.headers))
        && Objects.equals(value, that.value)
        && Objects.equals(failure, that.failure);
  }

  private static Map<String, ByteBuffer> comparable(Map<String, byte[]> headers) {
    Map<String, ByteBuffer> contents = new HashMap<>();
    headers.forEach((name, content) -> contents.put(name, ByteBuffer.wrap(content)));
    return contents;
  }

  @Override
  public int hashCode() {
    return origin.hashCode();
  }

  @Override
  public String toString() {
    return origin.id() + (failure == null ? "" : " " + failure.reason().code());
  }
}
