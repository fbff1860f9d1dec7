package io.rapport.cli.stack;

import io.rapport.cli.gateway.GatewayServer;
import io.rapport.cli.gateway.GatewayStart;
import io.rapport.cli.jobs.JobName;
import io.rapport.connectors.gateway.GatewayOptions;
import io.rapport.jobs.AllJobs;
import io.rapport.local.JitMode;
import io.rapport.local.LocalStack;
import io.rapport.local.Ports;
import io.rapport.local.StackBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options with which the local stack is started. */
public final class StackOptions {
  @Option(
      names = "--kafka-port",
      defaultValue = "9092",
      paramLabel = "PORT",
      description = "Port of the broker; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Port of the schema registry; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--flink-port",
      defaultValue = "8081",
      paramLabel = "PORT",
      description =
          "Port of Flink's dashboard and REST API; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int flinkPort;

  @Option(
      names = "--gateway-port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description =
          "Port of the gateway and its console; 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int gatewayPort;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      description =
          "Port at which Prometheus reads Flink's metrics; the second process takes the "
              + "next port.")
  private int prometheusPort;

  @Option(
      names = "--memory",
      defaultValue = "2048",
      paramLabel = "MB",
      description = "Memory of Flink's TaskManager. Default: ${DEFAULT-VALUE}.")
  private int memoryMb;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Task slots of each job, and its parallelism. One keeps two cores busy: every step of "
              + "a job is a thread of its own. Default: ${DEFAULT-VALUE}.")
  private int slots;

  @Option(
      names = "--compiler",
      paramLabel = "HOW",
      description =
          "Just-in-time compiler of broker and Flink: QUICK is at speed within seconds, "
              + "OPTIMISING is faster after minutes. Default: QUICK for the demo, else "
              + "OPTIMISING.")
  private JitMode compiler;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "An option of the jobs or the gateway (see: rapport options), or of Flink; repeatable.")
  private Map<String, String> jobOptions = new LinkedHashMap<>();

  @Option(
      names = "--one-job",
      description =
          "Run the four jobs as one, which reads every topic once and takes less memory; a failure"
              + " then stops all of it for a moment.")
  private boolean oneJob;

  /** The jobs to run. */
  public List<JobName> jobs() {
    return oneJob ? List.of(JobName.ALL) : JobName.DOMAINS;
  }

  /** Options of the jobs, without the gateway's. */
  public Map<String, String> jobOptions() {
    Map<String, String> options = new LinkedHashMap<>(jobOptions);
    options.keySet().removeIf(GatewayStart::isOption);
    return options;
  }

  private Map<String, String> gatewayOptions() {
    Map<String, String> options = new LinkedHashMap<>(jobOptions);
    options.keySet().removeIf(key -> !GatewayStart.isOption(key));
    return options;
  }

  /**
   * Refuses options that jobs or gateway would refuse once everything else has started.
   *
   * @param directory of the stack; empty for one that is new
   * @throws IllegalArgumentException when there is no such option, with the closest one
   */
  public void check(Optional<Path> directory) {
    AllJobs.options().check(jobOptions().keySet());
    GatewayStart.check(gatewayOptions(), directory);
  }

  /** The gateway beside a stack, as the options want it. */
  public GatewayServer gateway(LocalSession session) {
    Map<String, String> options = gatewayOptions();
    String bind = options.remove(GatewayOptions.BIND.key());
    return new GatewayServer(
        gatewayPort == 0 ? Ports.free(1).get(0) : gatewayPort,
        bind == null ? GatewayOptions.BIND.defaultValue() : bind,
        session.addresses(),
        session.stack().directory(),
        options);
  }

  /**
   * A stack as the options want it, in a temporary directory.
   *
   * @param usual the compiler, unless one was asked for
   */
  public StackBuilder builder(JitMode usual) {
    if (gatewayPort != 0) {
      Ports.requireFree(gatewayPort, "gateway", "--gateway-port");
    }
    return LocalStack.builder()
        .kafkaPort(kafkaPort)
        .registryPort(registryPort)
        .flinkPort(flinkPort)
        .prometheusPort(prometheusPort)
        .taskManagerMb(memoryMb)
        .slots(slots * jobs().size())
        .flinkSetting("parallelism.default", Integer.toString(slots))
        .compiler(compiler == null ? usual : compiler);
  }
}
