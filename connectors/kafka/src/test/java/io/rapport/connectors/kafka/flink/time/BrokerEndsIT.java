package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.Component;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrokerEndsIT {

  private static LocalStack stack;
  private static KafkaSettings settings;

  @BeforeAll
  static void startBroker() {
    stack = LocalStack.builder().compiler(JitMode.QUICK).only(Component.BROKER).start();
    settings = KafkaSettings.at(stack.bootstrapServers(), "http://unused");
  }

  @AfterAll
  static void stopBroker() {
    stack.close();
  }

  private static TopicPartition create(String topic) throws Exception {
    try (Admin admin = Admin.create(settings.clientConfig())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(1, TimeUnit.MINUTES);
    }
    return new TopicPartition(topic, 0);
  }

  private static KafkaProducer<String, String> producer(String transactions) {
    Properties properties = settings.clientConfig();
    if (transactions != null) {
      properties.setProperty("transactional.id", transactions);
    }
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, TopicPartition to)
      throws Exception {
    producer
        .send(new ProducerRecord<>(to.topic(), to.partition(), null, "v"))
        .get(1, TimeUnit.MINUTES);
  }

  private static boolean reached(BrokerEnds ends, TopicPartition partition, long next) {
    PartitionEnds.Found found = ends.find(List.of(new Position(partition, next)));
    assertThat(found.unanswered()).isEmpty();
    return found.reached().contains(partition);
  }

  @Test
  void aPositionIsTheEndOrNot() throws Exception {
    TopicPartition partition = create("plain");
    try (BrokerEnds ends = new BrokerEnds(settings);
        KafkaProducer<String, String> producer = producer(null)) {
      assertThat(reached(ends, partition, 0)).isTrue();
      assertThat(reached(ends, partition, KafkaPartitionSplit.EARLIEST_OFFSET)).isTrue();
      send(producer, partition);
      send(producer, partition);

      assertThat(reached(ends, partition, KafkaPartitionSplit.EARLIEST_OFFSET)).isFalse();
      assertThat(reached(ends, partition, 1)).isFalse();
      assertThat(reached(ends, partition, 1)).isFalse(); // asking reads nothing away
      assertThat(reached(ends, partition, 2)).isTrue();
    }
  }

  @Test
  void aJobStartsAtTheCommittedOffset() throws Exception {
    TopicPartition partition = create("committed");
    try (BrokerEnds ends = new BrokerEnds(settings);
        KafkaProducer<String, String> producer = producer(null);
        Admin admin = Admin.create(settings.clientConfig())) {
      send(producer, partition);
      assertThat(reached(ends, partition, KafkaPartitionSplit.COMMITTED_OFFSET)).isFalse();

      admin
          .alterConsumerGroupOffsets(
              settings.groupId(), Map.of(partition, new OffsetAndMetadata(1)))
          .all()
          .get(1, TimeUnit.MINUTES);
      assertThat(reached(ends, partition, KafkaPartitionSplit.COMMITTED_OFFSET)).isTrue();
    }
  }

  @Test
  void marksOfTransactionsArePassedAndOpenTransactionsAreNot() throws Exception {
    TopicPartition partition = create("transactions");
    try (BrokerEnds ends = new BrokerEnds(settings);
        KafkaProducer<String, String> producer = producer("test")) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, partition); // offset 0
      assertThat(reached(ends, partition, 0)).isFalse();

      producer.commitTransaction(); // offset 1
      assertThat(reached(ends, partition, 0)).isFalse();
      assertThat(reached(ends, partition, 1)).isTrue();

      producer.beginTransaction();
      send(producer, partition); // offset 2
      assertThat(reached(ends, partition, 1)).isFalse();
      producer.abortTransaction(); // offset 3
      assertThat(reached(ends, partition, 1)).isTrue();
      assertThat(reached(ends, partition, 1)).isTrue(); // from what was passed before
    }
  }

  @Test
  void aPartitionWithoutAnAnswerLeavesTheOthersTheirs() throws Exception {
    TopicPartition there = create("there");
    TopicPartition gone = new TopicPartition("gone", 0);
    try (BrokerEnds ends = new BrokerEnds(settings)) {
      for (long next :
          List.of(0L, KafkaPartitionSplit.EARLIEST_OFFSET, KafkaPartitionSplit.COMMITTED_OFFSET)) {
        PartitionEnds.Found found =
            ends.find(List.of(new Position(there, next), new Position(gone, next)));
        assertThat(found.reached()).containsExactly(there);
        assertThat(found.unanswered()).containsOnlyKeys(gone);
      }
    }
  }

  @Test
  void saysSoWhenTheBrokerDoesNotAnswer() {
    TopicPartition partition = new TopicPartition("any", 0);
    try (BrokerEnds ends = new BrokerEnds(KafkaSettings.at("127.0.0.1:1", "http://unused"))) {
      for (long next : List.of(0L, KafkaPartitionSplit.COMMITTED_OFFSET)) {
        PartitionEnds.Found found = ends.find(List.of(new Position(partition, next)));
        assertThat(found.reached()).isEmpty();
        assertThat(found.unanswered()).containsOnlyKeys(partition);
      }
    }
  }
}
