package io.rapport.local;

import io.rapport.local.restore.RestorePoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A description of the stack to start: its components, their ports and their memory. Every port is
 * 0 by default: any free one.
 */
public final class StackBuilder {
  private static final int KAFKA_HEAP_MB = 512;

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private Path path;
  private boolean keep;
  private int kafkaPort;
  private int registryPort;
  private int flinkPort;
  private int prometheusPort;
  private int registryHeapMb = 256;
  private int jobManagerHeapMb = 448;
  private int taskManagerMb = 2048;
  private int slots = 2;
  private JitMode compiler = JitMode.OPTIMISING;
  private Consumer<String> progress = message -> {};
  private Set<Component> components = EnumSet.allOf(Component.class);
  private final Map<String, String> flinkSettings = new HashMap<>();

  StackBuilder() {}

  /**
   * A directory in which the stack lives on after its end: started there again, it has its topics
   * and records, contracts, checkpoints and savepoints. It is new, empty, or one that a stack of
   * the same versions has left. By default the stack has a temporary directory below this user's
   * cache, which is removed at the end.
   */
  public StackBuilder directory(Path path) {
    this.path = path;
    return this;
  }

  /** Whether even a temporary directory stays at the end. */
  public StackBuilder keep(boolean keep) {
    this.keep = keep;
    return this;
  }

  public StackBuilder kafkaPort(int port) {
    this.kafkaPort = port;
    return this;
  }

  public StackBuilder registryPort(int port) {
    this.registryPort = port;
    return this;
  }

  /** The port of Flink's REST API and dashboard. */
  public StackBuilder flinkPort(int port) {
    this.flinkPort = port;
    return this;
  }

  /**
   * Has JobManager and TaskManager show their metrics to Prometheus, on this port and the next; 0,
   * the default, for not at all.
   */
  public StackBuilder prometheusPort(int port) {
    this.prometheusPort = port;
    return this;
  }

  /** The whole memory of the TaskManager's process, in MiB: heap, RocksDB, network and JVM. */
  public StackBuilder taskManagerMb(int megabytes) {
    this.taskManagerMb = megabytes;
    return this;
  }

  /** The task slots, which are also the default parallelism. */
  public StackBuilder slots(int slots) {
    this.slots = slots;
    return this;
  }

  /** The just-in-time compiler of broker and TaskManager; {@link JitMode#OPTIMISING} by default. */
  public StackBuilder compiler(JitMode compiler) {
    this.compiler = compiler;
    return this;
  }

  /** A setting of Flink's {@code config.yaml}, over the stack's own. */
  public StackBuilder flinkSetting(String key, String value) {
    this.flinkSettings.put(key, value);
    return this;
  }

  /** A listener that is told in a few words of each process that is ready. */
  public StackBuilder progress(Consumer<String> listener) {
    this.progress = listener;
    return this;
  }

  /** Starts only the named components. */
  public StackBuilder only(Component... wanted) {
    this.components = EnumSet.copyOf(Arrays.asList(wanted));
    return this;
  }

  /**
   * Starts the processes and returns when all of them serve.
   *
   * @throws StackException if a port is busy, a program is missing, the directory is in use or of
   *     another origin or version, or a process does not come up
   */
  public LocalStack start() {
    StackHome home = StackHome.find();
    Map<String, String> versions = StackProperties.versions(home);
    Optional<StackPorts> before =
        path == null
            ? Optional.empty()
            : WorkDirectory.inspect(path, versions).map(StackProperties::ports);
    checkPorts();
    StackPorts ports = choosePorts(before);
    WorkDirectory directory =
        path == null ? WorkDirectory.createTemporary(keep) : WorkDirectory.at(path);
    LocalStack stack;
    try {
      Map<Component, Server> servers = servers(home, directory, ports);
      new StackProperties(versions, ports).write(directory.path());
      RestorePoints.in(directory.path()).prune(RestorePoints.KEPT);
      stack = new LocalStack(directory, START_TIMEOUT, progress, servers, ports);
    } catch (IOException | UncheckedIOException e) {
      directory.release();
      throw new StackException("Cannot prepare " + directory.path() + ": " + e.getMessage(), e);
    } catch (StackException e) {
      directory.release();
      throw e;
    }
    stack.startAll();
    return stack;
  }

  private Map<Component, Server> servers(
      StackHome home, WorkDirectory directory, StackPorts ports) {
    FlinkConfiguration flink =
        new FlinkConfiguration(
            home,
            directory,
            ports.flink(),
            ports.flinkRpc(),
            slots,
            jobManagerHeapMb,
            TaskManagerMemory.ofTotal(taskManagerMb),
            compiler,
            flinkSettings());
    Map<Component, Server> servers = new EnumMap<>(Component.class);
    for (Server server :
        List.of(
            new Broker(
                home, directory, ports.broker(), ports.controller(), KAFKA_HEAP_MB, compiler),
            new Registry(home, directory, ports.registry(), registryHeapMb),
            new JobManager(flink),
            new TaskManager(flink))) {
      if (components.contains(server.component())) {
        servers.put(server.component(), server);
      }
    }
    return servers;
  }

  private Map<String, String> flinkSettings() {
    Map<String, String> settings = new HashMap<>(flinkSettings);
    if (prometheusPort != 0) {
      settings.put(
          "metrics.reporter.prometheus.factory.class",
          "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
      // Whichever of the two processes comes first takes the first port.
      settings.put("metrics.reporter.prometheus.port", prometheusPort + "-" + (prometheusPort + 1));
    }
    return Map.copyOf(settings);
  }

  private void checkPorts() {
    checkPort(Component.BROKER, kafkaPort, "--kafka-port");
    checkPort(Component.REGISTRY, registryPort, "--registry-port");
    checkPort(Component.JOB_MANAGER, flinkPort, "--flink-port");
    if (prometheusPort != 0) {
      Ports.requireFree(prometheusPort, "metrics of Flink", "--prometheus-port");
      Ports.requireFree(prometheusPort + 1, "metrics of Flink", "--prometheus-port");
    }
  }

  private void checkPort(Component component, int port, String option) {
    if (components.contains(component) && port != 0) {
      Ports.requireFree(port, component.label(), option);
    }
  }

  /** The ports that were asked for, else those of before, else any free ones. */
  private StackPorts choosePorts(Optional<StackPorts> before) {
    StackPorts free = StackPorts.free();
    StackPorts usual = before.orElse(free);
    return new StackPorts(
        choose(kafkaPort, usual.broker(), free.broker()),
        choose(registryPort, usual.registry(), free.registry()),
        choose(flinkPort, usual.flink(), free.flink()),
        choose(0, usual.controller(), free.controller()),
        choose(0, usual.flinkRpc(), free.flinkRpc()));
  }

  private static int choose(int asked, int before, int free) {
    if (asked != 0) {
      return asked;
    }
    return Ports.isFree(before) ? before : free;
  }
}
