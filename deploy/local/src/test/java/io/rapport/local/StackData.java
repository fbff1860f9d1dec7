package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic with records, a committed offset and a contract, written and found again. */
record StackData(LocalStack stack) {
  private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

  void write() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      NewTopic topic = new NewTopic(ORDERS.topic(), Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
    send("first");
    send("second");
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.assign(List.of(ORDERS));
      consumer.commitSync(Map.of(ORDERS, new OffsetAndMetadata(1)));
    }
    String registered =
        answer(
            HttpRequest.newBuilder(
                    URI.create(stack.registryUrl() + "/subjects/orders-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
                .build());
    assertThat(registered).contains("\"id\":");
  }

  void requireAll() throws Exception {
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.assign(List.of(ORDERS));
      consumer.seekToBeginning(List.of(ORDERS));
      List<String> values = new ArrayList<>();
      Waiting.until(
          "two records",
          () -> {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            return values.size() >= 2;
          });
      assertThat(values).containsExactly("first", "second");
      assertThat(consumer.committed(Set.of(ORDERS)).get(ORDERS).offset()).isEqualTo(1);
    }
    assertThat(get(stack.registryUrl() + "/subjects")).isEqualTo("[\"orders-value\"]");
  }

  static String get(String url) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private void send(String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(ORDERS.topic(), value)).get(30, TimeUnit.SECONDS);
    }
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            stack.bootstrapServers(),
            "group.id",
            "readers",
            "enable.auto.commit",
            "false"),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static String answer(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
