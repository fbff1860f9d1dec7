package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.LocalStack;
import io.rapport.schemas.ContractTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;

/**
 * The jobs of one installation on a shared stack: topics of its own, each with one partition, so
 * that records keep their order.
 */
final class Installation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** As long as nothing may change for the jobs to be at rest; Flink's metrics are a second old. */
  private static final Duration QUIET = Duration.ofSeconds(6);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final FlinkRest flink;
  private final String jar;
  private final KafkaSettings settings;
  private final List<String> options;
  private final Producers producers;
  private final Map<String, String> running = new LinkedHashMap<>();
  private final Set<String> disturbed = new HashSet<>();

  /**
   * @param jar uploaded to the stack's cluster
   * @param options of the jobs, beside the addresses and the prefix
   */
  Installation(LocalStack stack, String jar, String prefix, Map<String, String> options) {
    this.flink = FlinkRest.at(stack.flinkUrl());
    this.jar = jar;
    Configuration connection = new Configuration();
    connection.set(KafkaOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
    connection.set(KafkaOptions.REGISTRY_URL, stack.registryUrl());
    connection.set(KafkaOptions.TOPIC_PREFIX, prefix);
    connection.set(KafkaOptions.PARTITIONS, 1);
    connection.set(KafkaOptions.GROUP_ID, prefix + "rapport");
    this.settings = KafkaOptions.settings(connection);
    this.options = new ArrayList<>();
    connection.toMap().forEach(this::option);
    options.forEach(this::option);
    try {
      TopicSetup.ensure(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.producers = new Producers(settings);
  }

  private void option(String key, String value) {
    options.addAll(List.of("--" + key, value));
  }

  Producers producers() {
    return producers;
  }

  Topics topics() {
    return new Topics(settings);
  }

  KafkaSettings settings() {
    return settings;
  }

  /** Starts a job, without a checkpoint. */
  void start(String mainClass, String... more) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of(more));
    running.put(mainClass, flink.run(jar, mainClass, arguments));
  }

  /**
   * Makes a job fail, again and again, while a topic that it writes refuses every record.
   *
   * @param cause sends what makes the job write
   * @param whileItFails runs once the job has failed, before it can go on
   */
  void disturb(
      String mainClass,
      Class<? extends SpecificRecord> refused,
      Consumer<Producers> cause,
      Runnable whileItFails) {
    disturbed.add(mainClass);
    try (TopicLimit limit = new TopicLimit(settings, settings.topic(refused).name())) {
      cause.accept(producers);
      await(mainClass + " fails", () -> !flink.failure(running.get(mainClass)).isEmpty());
      whileItFails.run();
    }
  }

  /** The state of each job that was not disturbed; fails where one of them ever failed. */
  Map<String, String> undisturbed() {
    Map<String, String> states = new TreeMap<>();
    running.forEach(
        (job, id) -> {
          if (!disturbed.contains(job)) {
            states.put(job, state(job, id));
          }
        });
    return states;
  }

  /** Waits until all jobs have read everything, no topic has grown and no job has moved on. */
  static void settle(Installation... installations) {
    Instant deadline = Instant.now().plus(PATIENCE);
    Instant since = Instant.now();
    Map<String, Object> seen = Map.of();
    while (Duration.between(since, Instant.now()).compareTo(QUIET) < 0) {
      assertThat(Instant.now()).as("the jobs come to rest: " + seen).isBefore(deadline);
      Map<String, Object> now = new LinkedHashMap<>();
      for (Installation installation : installations) {
        now.putAll(installation.look());
      }
      if (!now.equals(seen)) {
        seen = now;
        since = Instant.now();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  static void await(String what, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as(what).isBefore(deadline);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private Map<String, Object> look() {
    Map<String, Object> seen = new LinkedHashMap<>();
    try (TopicAdmin admin = new TopicAdmin(settings)) {
      admin
          .describe(settings.topics(ContractTypes.ALL))
          .forEach(topic -> seen.put(topic.name(), topic.records()));
    }
    running.forEach(
        (job, id) -> {
          seen.put(job, state(job, id));
          seen.put(job + " read", flink.metrics(id, Installation::isRecords));
        });
    return seen;
  }

  /** Fails with the job's reason where it has failed undisturbed. */
  private String state(String job, String id) {
    FlinkJob now =
        flink.jobs().stream().filter(known -> known.id().equals(id)).findFirst().orElseThrow();
    if (!disturbed.contains(job)) {
      assertThat(flink.failure(id)).as(job).isEmpty();
    }
    double lag = lag(id);
    return now.fullyRunning() && lag == 0
        ? "idle"
        : "busy at %s, %.0f records not read".formatted(Instant.now(), lag);
  }

  /** Committers get something with every checkpoint. */
  private static boolean isRecords(String metric) {
    return metric.endsWith(".numRecordsIn") && !metric.contains("Committer");
  }

  private double lag(String id) {
    return flink.metrics(id, name -> name.endsWith(".pendingRecords")).values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  @Override
  public void close() {
    producers.close();
  }
}
