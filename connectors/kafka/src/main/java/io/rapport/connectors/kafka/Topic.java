package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A Kafka topic that carries one type of record, as the record's own schema describes it by the
 * properties {@code topic}, {@code key}, {@code cleanup} and {@code retentionDays}.
 *
 * @param name the topic's name at the broker
 * @param type the generated class of its values
 * @param schema the contract as registered: the class's schema without Java's string hints
 * @param keyFields the fields whose texts, joined by '/', are the record's key
 * @param cleanup the treatment of old records
 * @param retention time for which records are kept; empty for compacted topics
 */
public record Topic<T extends SpecificRecord>(
    String name,
    Class<T> type,
    Schema schema,
    List<Schema.Field> keyFields,
    CleanupPolicy cleanup,
    Optional<Duration> retention) {

  /**
   * The topic a generated class belongs to.
   *
   * @throws IllegalArgumentException when the schema lacks a property or names a key it has not
   */
  public static <T extends SpecificRecord> Topic<T> of(Class<T> type) {
    Schema schema = SpecificData.get().getSchema(type);
    return new Topic<>(
        property(schema, "topic"),
        type,
        WireFormat.withoutJavaHints(schema),
        keyFields(schema),
        CleanupPolicy.of(property(schema, "cleanup")),
        retention(schema));
  }

  private static String property(Schema schema, String name) {
    String value = schema.getProp(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          schema.getFullName() + " has no property '" + name + "', so it belongs to no topic");
    }
    return value;
  }

  private static List<Schema.Field> keyFields(Schema schema) {
    return Stream.of(property(schema, "key").split("/", -1))
        .map(name -> keyField(schema, name))
        .toList();
  }

  private static Schema.Field keyField(Schema schema, String name) {
    Schema.Field field = schema.getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          schema.getFullName() + " has no field '" + name + "', which is to be in its topic's key");
    }
    return field;
  }

  private static Optional<Duration> retention(Schema schema) {
    return Optional.ofNullable((Number) schema.getObjectProp("retentionDays"))
        .map(days -> Duration.ofDays(days.longValue()));
  }

  /** The same topic with its name preceded by a prefix, for several installations on one broker. */
  public Topic<T> prefixed(String prefix) {
    return new Topic<>(prefix + name, type, schema, keyFields, cleanup, retention);
  }

  /** The registry's subject of the topic's values. */
  public String subject() {
    return WireFormat.subject(name);
  }

  /** The text of a record's key, such as {@code default/i1}; null when a field of it is null. */
  public String key(T value) {
    StringBuilder key = new StringBuilder();
    for (Schema.Field field : keyFields) {
      Object part = value.get(field.pos());
      if (part == null) {
        return null;
      }
      key.append(key.isEmpty() ? "" : "/").append(part);
    }
    return key.toString();
  }

  /** The key as it is written to Kafka, in UTF-8; null when a field of it is null. */
  public byte[] keyBytes(T value) {
    return bytes(key(value));
  }

  /** A key's text as it is written to Kafka. */
  public static byte[] bytes(String key) {
    return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  /** A plain producer's record of a value, under the value's own key. */
  public ProducerRecord<String, T> producerRecord(T value) {
    return new ProducerRecord<>(name, key(value), value);
  }

  /** A plain producer's record that removes a key from a compacted topic. */
  public ProducerRecord<String, T> tombstone(String key) {
    return new ProducerRecord<>(name, key, null);
  }
}
