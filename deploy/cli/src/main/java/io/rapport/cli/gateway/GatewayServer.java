package io.rapport.cli.gateway;

import io.rapport.command.connection.Addresses;
import io.rapport.local.Component;
import io.rapport.local.Http;
import io.rapport.local.JavaCommand;
import io.rapport.local.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gateway as a process of the local stack: this command's own program, run as {@code rapport
 * gateway}.
 *
 * @param port it listens on, also after a restart
 * @param directory of the stack
 * @param options by key
 */
public record GatewayServer(
    int port, String bind, Addresses addresses, Path directory, Map<String, String> options)
    implements Server {
  private static final int HEAP_MB = 512;

  /** The address at which this machine reaches it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Component component() {
    return Component.GATEWAY;
  }

  @Override
  public JavaCommand launch() {
    List<String> arguments = new ArrayList<>();
    arguments.add("io.rapport.cli.Main");
    arguments.add("gateway");
    arguments.add("--port=" + port);
    arguments.add("--bind=" + bind);
    arguments.add("--bootstrap=" + addresses.bootstrap());
    arguments.add("--registry=" + addresses.registry());
    arguments.add("--flink=" + addresses.flink());
    arguments.add("--stack=" + directory);
    options.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    return new JavaCommand(jvmOptions(), System.getProperty("java.class.path"), arguments);
  }

  private List<String> jvmOptions() {
    return List.of(
        "-Xmx" + HEAP_MB + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--add-opens=java.base/java.util=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "-Drapport.home=" + System.getProperty("rapport.home", ""),
        "-Drapport.log=" + directory.resolve("logs/gateway.log"),
        "-Dlog4j2.disable.jmx=true");
  }

  @Override
  public boolean ready() {
    return answers("/health/live");
  }

  /** Whether its memory is rebuilt from the topics and it takes events. */
  public boolean takesEvents() {
    return answers("/health/ready");
  }

  private boolean answers(String path) {
    return Http.body(URI.create(url() + path)).isPresent();
  }
}
