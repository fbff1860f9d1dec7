package io.rapport.connectors.kafka;

import io.rapport.connectors.kafka.registry.RegistryLookup;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;

/**
 * The settings of the connection to broker and registry. Each has its option in {@link
 * KafkaOptions}, where defaults and meanings are.
 *
 * @param bootstrapServers host:port pairs of brokers, comma-separated
 * @param registryUrl base address of the registry's Confluent-compatible interface
 * @param groupId consumer group whose committed offsets a fresh start continues from
 * @param topicPrefix put before every topic's name
 * @param partitions of a topic that has to be created
 * @param replication copies of a topic that has to be created
 * @param linger time a producer waits to fill a batch
 * @param batchLinger the same for outputs that are not urgent
 * @param transactionTimeout time after which the broker aborts an open transaction
 * @param outOfOrderness distance of a partition's watermark behind its newest event time
 * @param futureBound distance beyond its broker timestamp up to which an event's time may advance
 *     the watermark
 * @param idleness time without events after which a partition that is read to its end is quiet
 * @param registryBackoffMin first wait when the registry does not answer
 * @param registryBackoffMax longest wait between two attempts
 * @param clientProperties given to every Kafka client as they are
 */
public record KafkaSettings(
    String bootstrapServers,
    String registryUrl,
    String groupId,
    String topicPrefix,
    int partitions,
    int replication,
    Duration linger,
    Duration batchLinger,
    Duration transactionTimeout,
    Duration outOfOrderness,
    Duration futureBound,
    Duration idleness,
    Duration registryBackoffMin,
    Duration registryBackoffMax,
    Map<String, String> clientProperties)
    implements Serializable {

  public KafkaSettings {
    positive("rapport.kafka.partitions", partitions);
    positive("rapport.kafka.replication", replication);
    positive("rapport.kafka.transaction-timeout", transactionTimeout.toMillis());
    positive("rapport.kafka.idleness", idleness.toMillis());
    positive("rapport.kafka.registry-min-backoff", registryBackoffMin.toMillis());
    if (registryBackoffMax.compareTo(registryBackoffMin) < 0) {
      throw new IllegalArgumentException(
          "rapport.kafka.registry-max-backoff must not be below rapport.kafka.registry-min-backoff");
    }
    notNegative("rapport.kafka.linger", linger);
    notNegative("rapport.kafka.batch-linger", batchLinger);
    notNegative("rapport.kafka.out-of-orderness", outOfOrderness);
    notNegative("rapport.kafka.max-future", futureBound);
    // A HashMap, because the immutable ones cannot be read back by every class loader.
    clientProperties = new HashMap<>(clientProperties);
  }

  private static void positive(String option, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(option + " must be above 0, not " + value);
    }
  }

  private static void notNegative(String option, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(option + " must not be negative, but is " + value);
    }
  }

  /** The defaults, with the two addresses that have to be given. */
  public static KafkaSettings at(String bootstrapServers, String registryUrl) {
    var options = new Configuration();
    options.set(KafkaOptions.BOOTSTRAP_SERVERS, bootstrapServers);
    options.set(KafkaOptions.REGISTRY_URL, registryUrl);
    return KafkaOptions.settings(options);
  }

  /** The same settings for another consumer group. */
  public KafkaSettings withGroupId(String group) {
    return with(group, outOfOrderness);
  }

  /** The same settings for another distance of watermarks behind the newest event. */
  public KafkaSettings withOutOfOrderness(Duration distance) {
    return with(groupId, distance);
  }

  private KafkaSettings with(String group, Duration distance) {
    return new KafkaSettings(
        bootstrapServers,
        registryUrl,
        group,
        topicPrefix,
        partitions,
        replication,
        linger,
        batchLinger,
        transactionTimeout,
        distance,
        futureBound,
        idleness,
        registryBackoffMin,
        registryBackoffMax,
        clientProperties);
  }

  /** The topic of a record type, under this installation's prefix. */
  public <T extends SpecificRecord> Topic<T> topic(Class<T> type) {
    return Topic.of(type).prefixed(topicPrefix);
  }

  /** The topics of record types, under this installation's prefix. */
  public List<Topic<?>> topics(Collection<Class<? extends SpecificRecord>> types) {
    return types.stream().<Topic<?>>map(this::topic).toList();
  }

  /** Opens the registry for one reader or writer, who closes it. */
  public RegistryLookup openRegistry() {
    return new RegistryLookup(registryUrl, registryBackoffMin, registryBackoffMax);
  }

  /** Properties of any Kafka client: the extra ones and the broker's address. */
  public Properties clientConfig() {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    properties.setProperty("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
