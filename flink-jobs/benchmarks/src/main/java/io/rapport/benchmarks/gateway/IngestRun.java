package io.rapport.benchmarks.gateway;

import io.rapport.avro.Click;
import io.rapport.command.Pause;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireDeserializer;
import io.rapport.local.Component;
import io.rapport.local.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends events through a gateway while the broker is restarted and the gateway is killed, repeating
 * what was not acknowledged under the same ids, and counts what is in the topic.
 */
final class IngestRun {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int ACCEPTED = 202;
  private static final long RETRY_MILLIS = 200;
  private static final double MILLIS_A_SECOND = 1000;

  /**
   * The account of one run.
   *
   * @param perSecond events acknowledged a second before anything was disturbed
   * @param acknowledged events acknowledged in all
   * @param inTopic different events in the topic
   * @param missing acknowledged events that are not in the topic
   * @param duplicates records in the topic beyond the first of an event
   */
  record Report(double perSecond, long acknowledged, long inTopic, long missing, long duplicates) {}

  private final LocalStack stack;
  private final KafkaSettings kafka;
  private final int clients;
  private final int batch;
  private final Duration part;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private volatile URI gateway;
  private volatile boolean ended;

  IngestRun(LocalStack stack, KafkaSettings kafka, int clients, int batch, Duration part) {
    this.stack = stack;
    this.kafka = kafka;
    this.clients = clients;
    this.batch = batch;
    this.part = part;
  }

  /**
   * Sends events, disturbs broker and gateway, and counts.
   *
   * @param start starts a gateway
   */
  Report run(Supplier<MeasuredProcess> start) {
    MeasuredProcess process = start.get();
    try {
      gateway = process.address();
      List<Thread> threads = IntStream.range(0, clients).mapToObj(this::client).toList();
      Pause.millis(part.toMillis());
      long before = acknowledged.size();
      long from = System.nanoTime();
      Pause.millis(part.toMillis());
      double perSecond =
          (acknowledged.size() - before) * MILLIS_A_SECOND / ((System.nanoTime() - from) / 1e6);
      stack.kill(Component.BROKER);
      Pause.millis(RETRY_MILLIS);
      stack.restart(Component.BROKER);
      Pause.millis(part.toMillis());
      process.kill();
      process = start.get();
      gateway = process.address();
      Pause.millis(part.toMillis());
      ended = true;
      threads.forEach(IngestRun::join);
      return report(perSecond);
    } finally {
      ended = true;
      process.close();
    }
  }

  private Thread client(int number) {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; !ended; i++) {
                send(ids(number, i));
              }
            },
            "client-" + number);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private List<String> ids(int client, int request) {
    return IntStream.range(0, batch).mapToObj(i -> client + "-" + request + "-" + i).toList();
  }

  /** Sends a batch until it is acknowledged, or the run is over. */
  private void send(List<String> ids) {
    String body =
        ids.stream()
            .map(
                id ->
                    "{\"eventId\":\""
                        + id
                        + "\",\"visitorId\":\"bench-"
                        + id.hashCode() % 10_000
                        + "\",\"action\":\"VIEW\",\"itemId\":\"item-1\"}")
            .collect(Collectors.joining(",", "[", "]"));
    do {
      try {
        HttpResponse<Void> answer =
            http.send(
                HttpRequest.newBuilder(gateway.resolve("/events/clicks"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() == ACCEPTED) {
          acknowledged.addAll(ids);
          return;
        }
      } catch (IOException e) {
        // Killed, or not up again yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Pause.millis(RETRY_MILLIS);
    } while (!ended);
  }

  private Report report(double perSecond) {
    Map<String, Integer> times = new HashMap<>();
    String topic = kafka.topic(Click.class).name();
    try (var clicks = new WireDeserializer<>(kafka, Click.class);
        var consumer =
            new KafkaConsumer<>(
                kafka.clientConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          times.merge(clicks.deserialize(topic, record.value()).getEventId(), 1, Integer::sum);
        }
      }
    }
    long missing = acknowledged.stream().filter(id -> !times.containsKey(id)).count();
    long records = times.values().stream().mapToLong(Integer::longValue).sum();
    return new Report(
        perSecond, acknowledged.size(), times.size(), missing, records - times.size());
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
