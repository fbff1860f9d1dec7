package io.rapport.benchmarks.gateway;

import io.rapport.command.Pause;
import io.rapport.connectors.gateway.Gateway;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.connectors.gateway.GatewaySettings;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.connectors.kafka.KafkaOptions;
import org.apache.flink.configuration.Configuration;

/**
 * The main class of a gateway without a cluster beside it and without a limit on events. Its
 * arguments are the addresses of broker and registry; then, for one that asks for keys, their file
 * and that of its audit record.
 */
public final class MeasuredGateway {

  private static final int NO_LIMIT = 10_000_000;
  private static final long LOOK_MILLIS = 100;

  private MeasuredGateway() {}

  public static void main(String[] arguments) {
    Configuration configuration = new Configuration();
    configuration.set(KafkaOptions.BOOTSTRAP_SERVERS, arguments[0]);
    configuration.set(KafkaOptions.REGISTRY_URL, arguments[1]);
    configuration.set(GatewayOptions.PORT, 0);
    configuration.set(GatewayOptions.RATE, NO_LIMIT);
    configuration.set(GatewayOptions.BURST, NO_LIMIT);
    if (arguments.length > 2) {
      configuration.set(GatewayOptions.KEYS_FILE, arguments[2]);
      configuration.set(GatewayOptions.AUDIT_FILE, arguments[3]);
    }
    Gateway gateway = start(configuration);
    while (!gateway.notReady().isEmpty()) {
      Pause.millis(LOOK_MILLIS);
    }
    MeasuredProcess.serve(gateway.url());
  }

  /** Ends the process when the gateway cannot start: its threads would keep it alive. */
  @SuppressWarnings("SystemExitOutsideMain")
  private static Gateway start(Configuration configuration) {
    try {
      return Gateway.start(
          GatewaySettings.of(configuration),
          KafkaOptions.settings(configuration),
          EngineStatus.Probe.NONE);
    } catch (RuntimeException e) {
      System.err.println("The measured gateway cannot start: " + e);
      System.exit(1);
      throw e;
    }
  }
}
