package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates and describes the topics of record types. */
public final class TopicAdmin implements AutoCloseable {

  /** The time for which a compacted topic keeps a tombstone for readers to see it. */
  private static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);

  private static final Duration COMPACTED_AT_LEAST_EVERY = Duration.ofDays(7);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration LISTED_EVERY = Duration.ofMillis(50);

  private final KafkaSettings settings;
  private final Admin admin;

  public TopicAdmin(KafkaSettings settings) {
    this.settings = settings;
    this.admin = Admin.create(settings.clientConfig());
  }

  /**
   * Creates the topics that do not exist, and leaves the others as they are. Records get the
   * broker's time, because it guards the watermarks, so producers must not choose it, and because
   * retention must not remove a replay of old events on arrival. An event's own time is in the
   * event.
   *
   * @return the names of those created
   * @throws KafkaAdminException when the broker refuses or does not answer
   */
  public List<String> create(Collection<? extends Topic<?>> topics) {
    List<NewTopic> wanted = topics.stream().map(this::newTopic).toList();
    List<String> created = new ArrayList<>();
    admin
        .createTopics(wanted)
        .values()
        .forEach(
            (name, future) -> {
              if (wasCreated(name, future)) {
                created.add(name);
              }
            });
    created.sort(null);
    awaitListed(created);
    return created;
  }

  /**
   * Waits until new topics are listed: the controller answers before every broker knows of them.
   */
  private void awaitListed(List<String> names) {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (!get("list topics", admin.listTopics().names()).containsAll(names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaAdminException("list the new topics", new TimeoutException());
      }
      LockSupport.parkNanos(LISTED_EVERY.toNanos());
    }
  }

  private boolean wasCreated(String name, KafkaFuture<Void> future) {
    try {
      get("create topic " + name, future);
      return true;
    } catch (KafkaAdminException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw e;
    }
  }

  private NewTopic newTopic(Topic<?> topic) {
    Map<String, String> config = new HashMap<>();
    config.put("cleanup.policy", topic.cleanup().kafkaName());
    config.put("message.timestamp.type", "LogAppendTime");
    topic.retention().ifPresent(time -> config.put("retention.ms", Long.toString(time.toMillis())));
    if (topic.type() == DeadLetter.class) {
      config.put("max.message.bytes", Integer.toString(DeadLetters.MAX_LETTER_BYTES));
    }
    if (topic.cleanup() == CleanupPolicy.COMPACT) {
      config.put("delete.retention.ms", Long.toString(TOMBSTONES_KEPT.toMillis()));
      config.put("max.compaction.lag.ms", Long.toString(COMPACTED_AT_LEAST_EVERY.toMillis()));
    }
    return new NewTopic(topic.name(), settings.partitions(), (short) settings.replication())
        .configs(config);
  }

  /**
   * The state of a topic at the broker.
   *
   * @param name the topic's name
   * @param exists whether it is there; the rest is 0 or empty when not
   * @param partitions number of partitions
   * @param replication copies of each
   * @param cleanup {@code cleanup.policy}
   * @param retentionMs {@code retention.ms}; -1 for no end
   * @param timestampType {@code message.timestamp.type}
   * @param records offsets between the beginning and the end of all partitions: an upper bound of
   *     the records in it, exact where nothing was compacted or written by transactions
   */
  public record Description(
      String name,
      boolean exists,
      int partitions,
      int replication,
      String cleanup,
      long retentionMs,
      String timestampType,
      long records) {

    private static Description missing(String name) {
      return new Description(name, false, 0, 0, "", 0, "", 0);
    }
  }

  /** Describes topics, in the order given, whether they exist or not. */
  public List<Description> describe(Collection<? extends Topic<?>> topics) {
    var existing = get("list topics", admin.listTopics().names());
    return topics.stream()
        .map(Topic::name)
        .map(name -> existing.contains(name) ? describe(name) : Description.missing(name))
        .toList();
  }

  private Description describe(String name) {
    TopicDescription topic =
        get(
            "describe topic " + name,
            admin.describeTopics(List.of(name)).topicNameValues().get(name));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Config config =
        get(
            "describe topic " + name,
            admin.describeConfigs(List.of(resource)).values().get(resource));
    return new Description(
        name,
        true,
        topic.partitions().size(),
        topic.partitions().get(0).replicas().size(),
        value(config, "cleanup.policy"),
        Long.parseLong(value(config, "retention.ms")),
        value(config, "message.timestamp.type"),
        offsets(topic, OffsetSpec.latest()) - offsets(topic, OffsetSpec.earliest()));
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? "" : entry.value();
  }

  private long offsets(TopicDescription topic, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    topic
        .partitions()
        .forEach(p -> request.put(new TopicPartition(topic.name(), p.partition()), spec));
    return get("read offsets of " + topic.name(), admin.listOffsets(request).all())
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static <R> R get(String what, KafkaFuture<R> future) {
    try {
      return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaAdminException(what, e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaAdminException(what, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(ANSWER);
  }
}
