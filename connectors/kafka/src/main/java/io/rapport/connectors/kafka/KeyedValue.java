package io.rapport.connectors.kafka;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record for a sink: a value, or the removal of a key.
 *
 * @param key the record's key; null to take it from the value by the topic's key fields
 * @param value the record; null to remove the key from a compacted topic
 */
public record KeyedValue<A extends SpecificRecord>(String key, A value) {

  public KeyedValue {
    if (key == null && value == null) {
      throw new IllegalArgumentException("a tombstone needs a key");
    }
  }

  /** A value under its own key. */
  public static <A extends SpecificRecord> KeyedValue<A> of(A value) {
    return new KeyedValue<>(null, Objects.requireNonNull(value));
  }

  /** The removal of a key. */
  public static <A extends SpecificRecord> KeyedValue<A> tombstone(String key) {
    return new KeyedValue<>(Objects.requireNonNull(key), null);
  }
}
