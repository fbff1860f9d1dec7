package io.rapport.command.connection;

import io.rapport.local.FlinkRest;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the running system is. */
public class ConnectionOptions {
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

  /** The addresses given, else those of the running local stack, else the default ones. */
  public final Addresses addresses() {
    Addresses current = Addresses.current(ProjectPaths.session());
    return new Addresses(
        bootstrap == null ? current.bootstrap() : bootstrap,
        registry == null ? current.registry() : registry,
        flink == null ? current.flink() : flink);
  }

  /** The options as they were given, each behind a blank, for a command to type next. */
  public final String given() {
    StringBuilder given = new StringBuilder();
    append(given, "--flink", flink);
    append(given, "--bootstrap", bootstrap);
    append(given, "--registry", registry);
    return given.toString();
  }

  private static void append(StringBuilder given, String option, String value) {
    if (value != null) {
      given.append(' ').append(option).append(' ').append(value);
    }
  }

  public final FlinkRest flink() {
    return FlinkRest.at(addresses().flink());
  }

  /** The directory of the local stack, if its Flink is the one that the options name. */
  public final Optional<Path> stackDirectory() {
    return stack().map(Addresses.LocalStackFile::directory);
  }

  /** The address of the local stack's gateway, if its Flink is the one that the options name. */
  public final Optional<String> gateway() {
    return stack().flatMap(Addresses.LocalStackFile::gateway);
  }

  private Optional<Addresses.LocalStackFile> stack() {
    return Addresses.LocalStackFile.read(ProjectPaths.session())
        .filter(stack -> stack.addresses().flink().equals(addresses().flink()));
  }
}
