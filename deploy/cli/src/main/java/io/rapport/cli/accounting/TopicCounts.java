package io.rapport.cli.accounting;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.TopicAdmin;
import io.rapport.schemas.ContractTypes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the events that the broker holds, by feed, whoever sent them: people click in the
 * console's shop, too.
 */
public final class TopicCounts implements AutoCloseable {

  /** Every topic's name starts so; the rest is the feed's name. */
  private static final String TOPIC_START = "rapport.";

  private final List<Topic<?>> topics;
  private final TopicAdmin admin;

  public TopicCounts(KafkaSettings kafka) {
    this.topics = kafka.topics(ContractTypes.ALL);
    this.admin = new TopicAdmin(kafka);
  }

  /** The feed of a topic. */
  public static String feed(String topic) {
    return topic.substring(TOPIC_START.length());
  }

  /** Events so far, by feed. */
  public Map<String, Long> of(Set<String> feeds) {
    Map<String, Long> arrived = new TreeMap<>();
    admin
        .describe(topics.stream().filter(topic -> feeds.contains(feed(topic.name()))).toList())
        .forEach(topic -> arrived.put(feed(topic.name()), topic.records()));
    return arrived;
  }

  @Override
  public void close() {
    admin.close();
  }
}
