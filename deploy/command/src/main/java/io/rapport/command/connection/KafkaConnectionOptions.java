package io.rapport.command.connection;

import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;

/** The connection options of a command that is itself a client of the broker. */
public final class KafkaConnectionOptions extends ConnectionOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      converter = KafkaKeyConverter.class,
      description =
          "An option rapport.kafka.* (see: rapport options), such as"
              + " rapport.kafka.replication=3; repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  /**
   * The settings by which broker and registry are reached.
   *
   * @throws io.rapport.command.CommandFailedException if nothing listens at the broker's address:
   *     the client itself would go on trying for a minute and then not say so
   * @throws IllegalArgumentException if the value of an option is out of range
   */
  public KafkaSettings kafka() {
    KafkaSettings settings = settings();
    Reachability.require("Kafka broker", settings.bootstrapServers(), "--bootstrap");
    return settings;
  }

  /** As {@link #kafka()}, whether the broker answers or not. */
  KafkaSettings settings() {
    Addresses addresses = addresses();
    Configuration all = Configuration.fromMap(options);
    all.set(KafkaOptions.BOOTSTRAP_SERVERS, addresses.bootstrap());
    all.set(KafkaOptions.REGISTRY_URL, addresses.registry());
    return KafkaOptions.settings(all);
  }
}
