package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A reader of what is committed in a topic now. */
final class Topics {

  private final KafkaSettings settings;

  Topics(KafkaSettings settings) {
    this.settings = settings;
  }

  <A extends SpecificRecord> List<A> read(Class<A> type) {
    List<A> values = new ArrayList<>();
    assertThat(new TopicReader(settings).forEach(type, values::add)).isZero();
    return values;
  }

  /** As {@link #read}, of a topic to which a test has sent records that cannot be decoded. */
  <A extends SpecificRecord> List<A> readable(Class<A> type) {
    List<A> values = new ArrayList<>();
    new TopicReader(settings).forEach(type, values::add);
    return values;
  }

  /** The present records of a compacted topic by key. */
  <A extends SpecificRecord> Map<String, A> latest(Class<A> type) {
    Map<String, A> latest = new TreeMap<>();
    readable(type).forEach(value -> latest.put(settings.topic(type).key(value), value));
    latest.keySet().retainAll(keysNow(type));
    return latest;
  }

  /** The keys of a compacted topic whose last record is not a tombstone. */
  Set<String> keysNow(Class<? extends SpecificRecord> type) {
    Set<String> keys = new TreeSet<>();
    Properties config = settings.clientConfig();
    config.setProperty("isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(settings.topic(type).name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (record.value() == null) {
                    keys.remove(record.key());
                  } else {
                    keys.add(record.key());
                  }
                });
      }
    }
    return keys;
  }
}
