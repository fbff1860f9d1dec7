package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackIT {
  private static final String TOPIC = "orders";

  @Test
  void servesSurvivesACrashAndLeavesNothingBehind(@TempDir Path parent) throws Exception {
    Path directory = parent.resolve("stack");
    List<Long> pids;
    int prometheus = consecutivePorts();
    try (LocalStack stack =
        LocalStack.builder().directory(directory).slots(3).prometheusPort(prometheus).start()) {
      pids = stack.pids();
      assertThat(pids).hasSize(4);

      createTopic(stack);
      send(stack, "before the crash");
      registerSchema(stack);
      assertThat(get(stack.flinkUrl() + "/overview")).contains("\"slots-total\":3");
      assertThat(get(stack.flinkUrl() + "/")).contains("Apache Flink Web Dashboard");

      assertThat(get("http://127.0.0.1:" + prometheus + "/metrics"))
          .contains("flink_")
          .isNotEqualTo(get("http://127.0.0.1:" + (prometheus + 1) + "/metrics"));

      stack.kill(Component.BROKER);
      assertThatThrownBy(stack::requireAlive)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("The broker ended by itself")
          .hasMessageContaining("KafkaRaftServer");
      stack.restart(Component.BROKER);
      stack.restart(Component.REGISTRY);
      stack.restart(Component.TASK_MANAGER);
      stack.requireAlive();
      assertThat(read(stack)).contains("before the crash");
      assertThat(get(stack.registryUrl() + "/subjects")).isEqualTo("[\"orders-value\"]");
      pids = stack.pids();
    }
    assertThat(pids).hasSize(4).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void namesTheOptionOfABusyPort() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      StackBuilder builder = LocalStack.builder().registryPort(busy.getLocalPort());
      assertThatThrownBy(builder::start)
          .isInstanceOf(StackException.class)
          .hasMessageContaining("Port " + busy.getLocalPort())
          .hasMessageContaining("--registry-port");
    }
  }

  /** The first of two neighbouring ports that are free now. */
  private static int consecutivePorts() {
    int port = Ports.free(1).get(0);
    while (Ports.accepts(port) || Ports.accepts(port + 1)) {
      port = Ports.free(1).get(0);
    }
    return port;
  }

  private static void createTopic(LocalStack stack) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty());
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  private static void send(LocalStack stack, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(LocalStack stack) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() < end) {
        var records = consumer.poll(Duration.ofMillis(200));
        if (!records.isEmpty()) {
          return java.util.stream.StreamSupport.stream(records.spliterator(), false)
              .map(record -> record.value())
              .toList();
        }
      }
      return List.of();
    }
  }

  private static void registerSchema(LocalStack stack) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/subjects/orders-value/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
            .build();
    assertThat(send(request)).contains("\"id\":");
  }

  private static String get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  private static String send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
