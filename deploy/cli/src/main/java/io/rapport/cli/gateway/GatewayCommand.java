package io.rapport.cli.gateway;

import io.rapport.command.Interruption;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ConnectionOptions;
import io.rapport.command.connection.Reachability;
import io.rapport.connectors.gateway.Gateway;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.connectors.kafka.KafkaOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a gateway beside topics and jobs that run elsewhere: {@code rapport gateway}. */
@Command(
    name = "gateway",
    description =
        "Serve the engine over HTTP, with the console page, until Ctrl-C; beside topics and jobs"
            + " that run elsewhere. Any number of gateways can run.")
public final class GatewayCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(500);

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Option(
      names = {"--port", "--gateway-port"},
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on. Another than this host's own needs keys, or --insecure. Default:"
              + " ${DEFAULT-VALUE}.")
  private String bind;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description =
          "File of keys, made by rapport keys create; it has to be there. With it, everybody needs a"
              + " key.")
  private Path keys;

  @Option(
      names = "--insecure",
      description =
          "Let everybody in where there are no keys, on any address, where something else keeps"
              + " strangers out.")
  private boolean insecure;

  @Option(
      names = "--stack",
      paramLabel = "DIR",
      description = "Directory of the local stack beside it, whose restarts the console shows.")
  private Path stack;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the gateway (see: rapport options); repeatable.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Addresses addresses = connection.addresses();
    Reachability.require("Kafka broker", addresses.bootstrap(), "--bootstrap");
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(GatewayOptions.PORT.key(), Integer.toString(port));
    all.put(GatewayOptions.BIND.key(), bind);
    if (keys != null) {
      all.put(GatewayOptions.KEYS_FILE.key(), keys.toString());
    }
    if (insecure) {
      all.put(GatewayOptions.INSECURE.key(), "true");
    }
    all.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), addresses.bootstrap());
    all.put(KafkaOptions.REGISTRY_URL.key(), addresses.registry());
    try (Interruption interruption = Interruption.watch();
        Gateway gateway = GatewayStart.start(all, addresses, Optional.ofNullable(stack))) {
      out.printf(
          "Console and API   %s%nAccess            %s%n",
          gateway.url(), gateway.isOpen() ? "open: nobody is asked for a key" : "with a key");
      out.flush();
      boolean ready = false;
      while (!interruption.within(LOOK)) {
        if (!ready && gateway.notReady().isEmpty()) {
          ready = true;
          out.println("Ready: memory is rebuilt from the topics. End with Ctrl-C.");
          out.flush();
        }
      }
      out.println("Stopping…");
      out.flush();
    }
    return 0;
  }
}
