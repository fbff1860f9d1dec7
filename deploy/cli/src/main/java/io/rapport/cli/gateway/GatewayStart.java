package io.rapport.cli.gateway;

import io.rapport.command.connection.Addresses;
import io.rapport.connectors.gateway.Gateway;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.connectors.gateway.GatewaySettings;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.jobs.frame.OptionTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** Starts a gateway as the options given on the command line say. */
public final class GatewayStart {
  private static final String OWN = "rapport.gateway.";
  private static final OptionTable OPTIONS =
      OptionTable.of(List.of(GatewayOptions.class, KafkaOptions.class));

  private GatewayStart() {}

  public static boolean isOption(String key) {
    return key.startsWith(OWN);
  }

  /** The file of keys of the local stack in a directory. */
  public static Path keysFile(Path stack) {
    return stack.resolve("keys.json");
  }

  /**
   * The settings, with keys and audit record beside the stack's data, unless other files are named.
   */
  private static GatewaySettings settings(Configuration configuration, Optional<Path> stack) {
    if (stack.isPresent() && !configuration.contains(GatewayOptions.AUDIT_FILE)) {
      configuration.set(GatewayOptions.AUDIT_FILE, stack.get().resolve("audit.jsonl").toString());
    }
    GatewaySettings settings = GatewaySettings.of(configuration);
    return stack.map(directory -> settings.orKeys(keysFile(directory))).orElse(settings);
  }

  /**
   * Checks what {@link #start} would refuse, without starting anything.
   *
   * @throws IllegalArgumentException when there is no such option, its value is out of range, the
   *     file of keys that it names is not there, or strangers could reach a gateway that asks for
   *     no key
   */
  public static void check(Map<String, String> options, Optional<Path> stack) {
    Gateway.check(settings(configuration(options), stack));
  }

  private static Configuration configuration(Map<String, String> options) {
    OPTIONS.check(options.keySet());
    return Configuration.fromMap(options);
  }

  /**
   * Starts it, beside a cluster that is asked how it is.
   *
   * @param options by key
   * @param stack directory of the local stack beside it, if it is one
   * @throws IllegalArgumentException when there is no such option, or its value is out of range
   */
  public static Gateway start(
      Map<String, String> options, Addresses addresses, Optional<Path> stack) {
    Configuration configuration = configuration(options);
    if (!configuration.contains(KafkaOptions.BOOTSTRAP_SERVERS)) {
      configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, addresses.bootstrap());
    }
    if (!configuration.contains(KafkaOptions.REGISTRY_URL)) {
      configuration.set(KafkaOptions.REGISTRY_URL, addresses.registry());
    }
    KafkaSettings kafka = KafkaOptions.settings(configuration);
    EngineStatus.Probe engine = new FlinkEngine(addresses.flink(), stack);
    return Gateway.start(settings(configuration, stack), kafka, engine);
  }
}
