package io.rapport.connectors.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** The options {@code rapport.kafka.*}. */
public final class KafkaOptions {

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      ConfigOptions.key("rapport.kafka.bootstrap-servers")
          .stringType()
          .defaultValue("localhost:9092")
          .withDescription("Kafka brokers, host:port pairs separated by commas.");

  public static final ConfigOption<String> REGISTRY_URL =
      ConfigOptions.key("rapport.kafka.registry-url")
          .stringType()
          .defaultValue("http://localhost:8081")
          .withDescription(
              "Base address of the Confluent-compatible schema registry; for Apicurio it ends in"
                  + " /apis/ccompat/v7.");

  public static final ConfigOption<String> GROUP_ID =
      ConfigOptions.key("rapport.kafka.group-id")
          .stringType()
          .defaultValue("rapport")
          .withDescription(
              "Start of the names of consumer groups and transactions; each job adds '-' and its"
                  + " own name. A job that starts without a checkpoint continues from its group's"
                  + " committed offsets, or from the earliest.");

  public static final ConfigOption<String> TOPIC_PREFIX =
      ConfigOptions.key("rapport.kafka.topic-prefix")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Put before every topic's name, so that several installations can share a broker.");

  public static final ConfigOption<Integer> PARTITIONS =
      ConfigOptions.key("rapport.kafka.partitions")
          .intType()
          .defaultValue(4)
          .withDescription(
              "Partitions of a topic that has to be created; existing ones are left as they are.");

  public static final ConfigOption<Integer> REPLICATION =
      ConfigOptions.key("rapport.kafka.replication")
          .intType()
          .defaultValue(1)
          .withDescription("Copies of a topic that has to be created; 3 in production.");

  public static final ConfigOption<Duration> LINGER =
      ConfigOptions.key("rapport.kafka.linger")
          .durationType()
          .defaultValue(Duration.ofMillis(1))
          .withDescription(
              "Time a producer waits for more records before it sends a batch: latency against"
                  + " throughput.");

  public static final ConfigOption<Duration> BATCH_LINGER =
      ConfigOptions.key("rapport.kafka.batch-linger")
          .durationType()
          .defaultValue(Duration.ofMillis(50))
          .withDescription(
              "The same for outputs that are not urgent: profiles, segments, item neighbours, and"
                  + " outputs that become visible with a checkpoint. Fewer requests cost broker and"
                  + " producer less.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      ConfigOptions.key("rapport.kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "Time after which the broker aborts an open transaction of an exactly-once output."
                  + " Must be far above the checkpoint interval plus the longest restart, or"
                  + " results are lost, and not above the broker's transaction.max.timeout.ms (15"
                  + " minutes unless raised).");

  public static final ConfigOption<Duration> OUT_OF_ORDERNESS =
      ConfigOptions.key("rapport.kafka.out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How far the watermark of a partition stays behind the newest event time in it.");

  public static final ConfigOption<Duration> MAX_FUTURE =
      ConfigOptions.key("rapport.kafka.max-future")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How far beyond its time of receipt at the broker an event's own time may advance the"
                  + " watermark.");

  public static final ConfigOption<Duration> IDLENESS =
      ConfigOptions.key("rapport.kafka.idleness")
          .durationType()
          .defaultValue(Duration.ofSeconds(2))
          .withDescription(
              "Time without events after which a partition that is read to its end is quiet: it no"
                  + " longer holds back the watermark of others, and its own time goes on by the"
                  + " time that passes. The clocks of brokers and TaskManagers must differ by less.");

  public static final ConfigOption<Duration> REGISTRY_MIN_BACKOFF =
      ConfigOptions.key("rapport.kafka.registry-min-backoff")
          .durationType()
          .defaultValue(Duration.ofMillis(100))
          .withDescription("First wait when the registry does not answer; doubled every time.");

  public static final ConfigOption<Duration> REGISTRY_MAX_BACKOFF =
      ConfigOptions.key("rapport.kafka.registry-max-backoff")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("Longest wait between two attempts to reach the registry.");

  public static final ConfigOption<Map<String, String>> CLIENT_PROPERTIES =
      ConfigOptions.key("rapport.kafka.client-properties")
          .mapType()
          .defaultValue(Map.of())
          .withDescription(
              "Properties for every Kafka client as key:value pairs, for example"
                  + " security.protocol:SASL_SSL.");

  private KafkaOptions() {}

  /** Reads the settings out of a job's configuration. */
  public static KafkaSettings settings(ReadableConfig options) {
    return new KafkaSettings(
        options.get(BOOTSTRAP_SERVERS),
        options.get(REGISTRY_URL),
        options.get(GROUP_ID),
        options.get(TOPIC_PREFIX),
        options.get(PARTITIONS),
        options.get(REPLICATION),
        options.get(LINGER),
        options.get(BATCH_LINGER),
        options.get(TRANSACTION_TIMEOUT),
        options.get(OUT_OF_ORDERNESS),
        options.get(MAX_FUTURE),
        options.get(IDLENESS),
        options.get(REGISTRY_MIN_BACKOFF),
        options.get(REGISTRY_MAX_BACKOFF),
        options.get(CLIENT_PROPERTIES));
  }
}
