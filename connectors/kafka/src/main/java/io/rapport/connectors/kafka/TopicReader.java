package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.wire.WireDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in a topic, from its beginning to the end it has when reading starts. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;

  public TopicReader(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * Hands every record over, partition by partition in order, but for tombstones.
   *
   * @return how many records could not be decoded
   */
  public <A extends SpecificRecord> long forEach(Class<A> type, Consumer<A> consumer) {
    try (var kafka = consumer(settings);
        var registry = settings.openRegistry()) {
      WireDecoder<A> decoder = new WireDecoder<>(type, registry);
      List<TopicPartition> partitions =
          kafka.partitionsFor(settings.topic(type).name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
      long unreadable = 0;
      while (partitions.stream().anyMatch(p -> kafka.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
          boolean counts =
              record.value() != null
                  && record.offset()
                      < ends.get(new TopicPartition(record.topic(), record.partition()));
          A value = counts ? decoder.decode(record.value()).value() : null;
          if (value != null) {
            consumer.accept(value);
          } else if (counts) {
            unreadable++;
          }
        }
      }
      return unreadable;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A consumer of committed records that belongs to no group. */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings settings) {
    Properties config = settings.clientConfig();
    config.setProperty("isolation.level", "read_committed");
    config.setProperty("enable.auto.commit", "false");
    config.setProperty("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
