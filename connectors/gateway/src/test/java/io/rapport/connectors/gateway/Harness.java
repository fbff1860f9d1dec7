package io.rapport.connectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.rapport.connectors.gateway.http.OpenApi;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.connectors.kafka.Contracts;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.connectors.kafka.WireDeserializer;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.local.Component;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import io.rapport.schemas.ContractTypes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A real broker and registry, and gateways on them. Every answer that comes through here is held
 * against the OpenAPI document.
 */
final class Harness implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  final LocalStack stack;
  final KafkaSettings kafka;
  final WireProducer producer;
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private JsonNode document;

  /** Headers with which a gateway shows its document. */
  String[] reader = {};

  Harness(Path directory) throws IOException {
    stack =
        LocalStack.builder()
            .compiler(JitMode.QUICK)
            .directory(directory.resolve("stack"))
            .only(Component.BROKER, Component.REGISTRY)
            .start();
    kafka = KafkaSettings.at(stack.bootstrapServers(), stack.registryUrl());
    var topics = kafka.topics(ContractTypes.ALL);
    try (TopicAdmin admin = new TopicAdmin(kafka)) {
      admin.create(topics);
    }
    Contracts.register(kafka.registryUrl(), topics);
    producer = new WireProducer(kafka);
  }

  /** A gateway on any free port, with these options over the defaults. */
  Gateway gateway(String... options) {
    Map<String, String> all = new HashMap<>();
    all.put("rapport.gateway.port", "0");
    for (int i = 0; i < options.length; i += 2) {
      all.put("rapport.gateway." + options[i], options[i + 1]);
    }
    Gateway gateway =
        Gateway.start(
            GatewaySettings.of(Configuration.fromMap(all)), kafka, EngineStatus.Probe.NONE);
    await("the gateway is ready", () -> gateway.notReady().isEmpty());
    return gateway;
  }

  void send(SpecificRecord... records) {
    for (SpecificRecord record : records) {
      producer.send(record);
    }
    producer.flush();
    assertThat(producer.failure()).isNull();
  }

  static void await(String what, Supplier<Boolean> condition) {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.get()) {
      assertThat(System.nanoTime()).as("time until " + what).isLessThan(end);
      Thread.onSpinWait();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** An answer's status, headers and body. */
  record Reply(int status, HttpResponse<String> response, JsonNode json) {
    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  Reply get(Gateway gateway, String path, String... headers) {
    return exchange(gateway, request(gateway, path, headers).GET().build());
  }

  Reply post(Gateway gateway, String path, String body, String... headers) {
    String[] all = headers.length > 0 ? headers : new String[] {"Content-Type", "application/json"};
    return exchange(
        gateway,
        request(gateway, path, all).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  Reply delete(Gateway gateway, String path, String... headers) {
    return exchange(gateway, request(gateway, path, headers).DELETE().build());
  }

  Reply put(Gateway gateway, String path, String body, String... headers) {
    return exchange(
        gateway,
        request(gateway, path, headers)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  static HttpRequest.Builder request(Gateway gateway, String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(gateway.url() + path)).timeout(TIMEOUT);
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder;
  }

  private Reply exchange(Gateway gateway, HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json = type.contains("json") ? JSON.readTree(response.body()) : null;
      Reply reply = new Reply(response.statusCode(), response, json);
      if (json != null && !request.uri().getPath().equals("/openapi.json")) {
        requireDocumented(gateway, request, reply);
      }
      return reply;
    } catch (IOException e) {
      throw new IllegalStateException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireDocumented(Gateway gateway, HttpRequest request, Reply reply) {
    if (document == null) {
      document = get(gateway, "/openapi.json", reader).json();
    }
    String schema =
        reply.header("Content-Type").startsWith(Problem.MEDIA_TYPE)
            ? OpenApi.ref("Problem")
            : documented(request, reply.status());
    ObjectNode root = JSON.createObjectNode().put("$ref", schema);
    root.set("components", document.get("components"));
    var problems =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(root)
            .validate(reply.json());
    assertThat(problems).as(request.uri() + " " + reply.json()).isEmpty();
  }

  private String documented(HttpRequest request, int status) {
    List<JsonNode> matching = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              String pattern = path.getKey().replaceAll("\\{\\w+}", "[^/]+");
              if (request.uri().getRawPath().matches(pattern)) {
                matching.add(
                    path.getValue().path(request.method().toLowerCase(java.util.Locale.ROOT)));
              }
            });
    assertThat(matching).as(request.uri() + " is documented").isNotEmpty();
    JsonNode response = matching.get(0).path("responses").path(Integer.toString(status));
    assertThat(response.isMissingNode())
        .as("status " + status + " of " + request.uri() + " is documented")
        .isFalse();
    return response.get("content").elements().next().get("schema").get("$ref").asText();
  }

  /** Everything a contract's topic holds now. */
  <A extends SpecificRecord> List<A> values(Class<A> type) {
    String topic = kafka.topic(type).name();
    List<A> found = new ArrayList<>();
    try (var deserializer = new WireDeserializer<>(kafka, type);
        var consumer =
            new KafkaConsumer<>(
                kafka.clientConfig(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + TIMEOUT.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        assertThat(System.nanoTime()).as("time to read " + topic).isLessThan(deadline);
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value() != null) {
            found.add(deserializer.deserialize(topic, record.value()));
          }
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
    stack.close();
  }
}
