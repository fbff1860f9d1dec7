package io.rapport.command.connection;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.FlinkRest;
import picocli.CommandLine.Option;

/** The options that say where the running system is. */
public final class ConnectionOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description =
          "Kafka brokers, comma-separated. Default: the running local stack, else localhost:9092.")
  private String bootstrap;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Schema registry with Confluent's API. Default: the running local stack, else"
              + " http://localhost:8080/apis/ccompat/v7.")
  private String registry;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description =
          "Flink's REST API. Default: the running local stack, else http://localhost:8081.")
  private String flink;

  public Addresses addresses() {
    Addresses current = Addresses.current(ProjectPaths.session());
    return new Addresses(
        bootstrap == null ? current.bootstrap() : bootstrap,
        registry == null ? current.registry() : registry,
        flink == null ? current.flink() : flink);
  }

  /**
   * The settings by which broker and registry are reached.
   *
   * @throws CommandFailedException if nothing listens at the broker's address: the client itself
   *     would go on trying for a minute and then not say so
   */
  public KafkaSettings kafka() {
    Addresses addresses = addresses();
    Reachability.require("Kafka broker", addresses.bootstrap(), "--bootstrap");
    return KafkaSettings.at(addresses.bootstrap(), addresses.registry());
  }

  public FlinkRest flink() {
    return FlinkRest.at(addresses().flink());
  }
}
