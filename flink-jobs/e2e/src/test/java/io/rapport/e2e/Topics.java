package io.rapport.e2e;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in a topic, from its beginning to its present end. */
final class Topics {

  private final KafkaSettings settings;

  Topics(KafkaSettings settings) {
    this.settings = settings;
  }

  <A extends SpecificRecord> List<A> read(Class<A> type) {
    Properties properties = settings.clientConfig();
    properties.setProperty("isolation.level", "read_committed");
    String topic = settings.topic(type).name();
    List<A> values = new ArrayList<>();
    try (var deserializer = new WireDeserializer<>(settings, type);
        var consumer =
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null) {
            values.add(deserializer.deserialize(topic, record.value()));
          }
        }
      }
    }
    return values;
  }
}
