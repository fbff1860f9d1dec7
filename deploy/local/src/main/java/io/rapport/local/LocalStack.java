package io.rapport.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A running broker, registry and Flink session cluster, each a process of its own that listens on
 * the loopback interface only.
 *
 * <pre>
 * try (LocalStack stack = LocalStack.builder().start()) {
 *   stack.bootstrapServers(); stack.registryUrl(); stack.flinkUrl();
 * }
 * </pre>
 *
 * <p>The processes end with {@link #close()}, with this JVM however it ends, and when the start
 * fails. The directory goes with {@link #close()} unless it is to be kept; one that a killed JVM
 * left behind is removed by the next start.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final WorkDirectory directory;
  private final boolean keep;
  private final Duration startTimeout;
  private final Consumer<String> progress;
  private final Map<Component, Server> servers;
  private final Map<Component, Integer> ports;
  private final Map<Component, ChildProcess> processes = new EnumMap<>(Component.class);
  private final Thread shutdownHook = new Thread(this::stopAll, "local-stack-shutdown");
  private boolean closed;

  private LocalStack(
      Builder builder,
      WorkDirectory directory,
      Map<Component, Server> servers,
      Map<Component, Integer> ports) {
    this.directory = directory;
    this.keep = builder.keep;
    this.startTimeout = builder.startTimeout;
    this.progress = builder.progress;
    this.servers = servers;
    this.ports = ports;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Kafka's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port(Component.BROKER);
  }

  /** The root of the registry's Confluent-compatible API. */
  public String registryUrl() {
    return "http://127.0.0.1:" + port(Component.REGISTRY) + "/apis/ccompat/v7";
  }

  /** The root of Flink's REST API, which is also the dashboard's address. */
  public String flinkUrl() {
    return "http://127.0.0.1:" + port(Component.JOB_MANAGER);
  }

  /** Where logs, data and checkpoints are. */
  public Path directory() {
    return directory.path();
  }

  /** Kills a process at once, as a crash would. It stays down until {@link #restart}. */
  public synchronized void kill(Component component) {
    process(component).kill();
  }

  /**
   * Starts a process again on its old port and data, after {@link #kill} or stopping it first, and
   * waits until it serves. A restarted JobManager has forgotten its jobs: a session cluster without
   * high availability keeps them in memory.
   */
  public synchronized void restart(Component component) {
    process(component).stop(STOP_GRACE);
    launch(component);
    await(List.of(component));
  }

  /** The ids of the processes that run now. */
  public synchronized List<Long> pids() {
    return processes.values().stream().filter(ChildProcess::alive).map(ChildProcess::pid).toList();
  }

  /**
   * @throws StackException with the end of the log, if a process has ended by itself
   */
  public synchronized void requireAlive() {
    processes.forEach(this::requireAlive);
  }

  @Override
  public void close() {
    if (stopAll()) {
      removeHook();
    }
  }

  private synchronized boolean stopAll() {
    if (closed) {
      return false;
    }
    closed = true;
    // Flink first: it talks to the other two until its last moment.
    stopTogether(EnumSet.of(Component.JOB_MANAGER, Component.TASK_MANAGER));
    stopTogether(EnumSet.of(Component.BROKER, Component.REGISTRY));
    if (!keep) {
      directory.delete();
    }
    return true;
  }

  private void stopTogether(Set<Component> group) {
    List<ChildProcess> running =
        group.stream().filter(processes::containsKey).map(processes::get).toList();
    running.forEach(ChildProcess::requestStop);
    running.forEach(process -> process.stop(STOP_GRACE));
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down already; the hook finds the stack closed.
    }
  }

  private synchronized void startAll() {
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    try {
      for (Server server : servers.values()) {
        server.configure();
      }
      // All at once: most of a start is waiting and class loading.
      servers.keySet().forEach(this::launch);
      await(servers.keySet());
    } catch (IOException e) {
      close();
      throw new StackException("Cannot write the configuration into " + directory.path(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void launch(Component component) {
    processes.put(
        component,
        ChildProcess.start(component.label(), servers.get(component).launch(), directory));
  }

  private void await(Collection<Component> components) {
    long end = System.nanoTime() + startTimeout.toNanos();
    List<Component> waiting = new ArrayList<>(components);
    while (!waiting.isEmpty()) {
      components.forEach(component -> requireAlive(component, processes.get(component)));
      for (Component component : List.copyOf(waiting)) {
        if (servers.get(component).ready()) {
          waiting.remove(component);
          progress.accept(component.label() + " is ready");
        }
      }
      if (!waiting.isEmpty() && System.nanoTime() > end) {
        Component late = waiting.get(0);
        throw new StackException(
            "The "
                + late.label()
                + " did not answer within "
                + startTimeout.toSeconds()
                + " s. The end of its log:\n"
                + processes.get(late).logTail());
      }
      pause();
    }
  }

  private void requireAlive(Component component, ChildProcess process) {
    if (!process.alive()) {
      throw new StackException(
          "The "
              + component.label()
              + " ended by itself with status "
              + process.exitStatus()
              + ". The end of its log:\n"
              + process.logTail());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while the local stack was starting", e);
    }
  }

  private ChildProcess process(Component component) {
    ChildProcess process = processes.get(component);
    if (process == null) {
      throw new IllegalStateException("The stack was started without the " + component.label());
    }
    return process;
  }

  private int port(Component component) {
    Integer port = ports.get(component);
    if (port == null) {
      throw new IllegalStateException("The stack was started without the " + component.label());
    }
    return port;
  }

  /** What to start, where, and how large. Every port is 0 by default: any free one. */
  public static final class Builder {
    private Path path;
    private boolean keep;
    private int kafkaPort;
    private int registryPort;
    private int flinkPort;
    private int prometheusPort;
    private int kafkaHeapMb = 512;
    private int registryHeapMb = 256;
    private int jobManagerHeapMb = 448;
    private int taskManagerMb = 2048;
    private int slots = 2;
    private Compiler compiler = Compiler.OPTIMISING;
    private Duration startTimeout = Duration.ofMinutes(2);
    private Consumer<String> progress = message -> {};
    private Set<Component> components = EnumSet.allOf(Component.class);
    private final Map<String, String> flinkSettings = new HashMap<>();

    private Builder() {}

    /** A directory that is new or empty; by default one in the system's temporary directory. */
    public Builder directory(Path path) {
      this.path = path;
      return this;
    }

    /** Whether the directory stays after {@link LocalStack#close()}. */
    public Builder keep(boolean keep) {
      this.keep = keep;
      return this;
    }

    public Builder kafkaPort(int port) {
      this.kafkaPort = port;
      return this;
    }

    public Builder registryPort(int port) {
      this.registryPort = port;
      return this;
    }

    /** The port of Flink's REST API and dashboard. */
    public Builder flinkPort(int port) {
      this.flinkPort = port;
      return this;
    }

    /**
     * Has JobManager and TaskManager show their metrics to Prometheus, on this port and the next;
     * 0, the default, for not at all.
     */
    public Builder prometheusPort(int port) {
      this.prometheusPort = port;
      return this;
    }

    /** The broker's heap, in MiB. */
    public Builder kafkaHeapMb(int megabytes) {
      this.kafkaHeapMb = megabytes;
      return this;
    }

    /** The whole memory of the TaskManager's process, in MiB: heap, RocksDB, network and JVM. */
    public Builder taskManagerMb(int megabytes) {
      this.taskManagerMb = megabytes;
      return this;
    }

    /** The task slots, which are also the default parallelism. */
    public Builder slots(int slots) {
      this.slots = slots;
      return this;
    }

    /** How broker and TaskManager compile; {@link Compiler#OPTIMISING} by default. */
    public Builder compiler(Compiler compiler) {
      this.compiler = compiler;
      return this;
    }

    /** A setting of Flink's {@code config.yaml}, over the stack's own. */
    public Builder flinkSetting(String key, String value) {
      this.flinkSettings.put(key, value);
      return this;
    }

    /** How long all the processes together may take until they serve. */
    public Builder startTimeout(Duration timeout) {
      this.startTimeout = timeout;
      return this;
    }

    /** Told in a few words of each process that is ready. */
    public Builder progress(Consumer<String> listener) {
      this.progress = listener;
      return this;
    }

    /** Starts only these. */
    public Builder only(Component... wanted) {
      this.components = EnumSet.copyOf(Arrays.asList(wanted));
      return this;
    }

    /**
     * Starts the processes and returns when all of them serve.
     *
     * @throws StackException if a port is busy, a program is missing, or a process does not come up
     */
    public LocalStack start() {
      StackHome home = StackHome.find();
      checkPorts();
      if (prometheusPort != 0) {
        flinkSettings.put(
            "metrics.reporter.prometheus.factory.class",
            "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        // Whichever of the two processes comes first takes the first port.
        flinkSettings.put(
            "metrics.reporter.prometheus.port", prometheusPort + "-" + (prometheusPort + 1));
      }
      Map<Component, Integer> ports = choosePorts();
      List<Integer> internal = Ports.free(2);
      WorkDirectory directory = path == null ? WorkDirectory.temporary() : WorkDirectory.at(path);
      FlinkConfiguration flink =
          new FlinkConfiguration(
              home,
              directory,
              ports.get(Component.JOB_MANAGER),
              internal.get(1),
              slots,
              jobManagerHeapMb,
              TaskManagerMemory.ofTotal(taskManagerMb),
              compiler,
              Map.copyOf(flinkSettings));
      Map<Component, Server> servers = new EnumMap<>(Component.class);
      for (Server server :
          List.of(
              new Broker(
                  home,
                  directory,
                  ports.get(Component.BROKER),
                  internal.get(0),
                  kafkaHeapMb,
                  compiler),
              new Registry(home, directory, ports.get(Component.REGISTRY), registryHeapMb),
              new JobManager(flink),
              new TaskManager(flink))) {
        if (components.contains(server.component())) {
          servers.put(server.component(), server);
        }
      }
      ports.keySet().retainAll(components);
      LocalStack stack = new LocalStack(this, directory, servers, ports);
      stack.startAll();
      return stack;
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

    private Map<Component, Integer> choosePorts() {
      List<Integer> free = Ports.free(3);
      Map<Component, Integer> ports = new EnumMap<>(Component.class);
      ports.put(Component.BROKER, kafkaPort == 0 ? free.get(0) : kafkaPort);
      ports.put(Component.REGISTRY, registryPort == 0 ? free.get(1) : registryPort);
      ports.put(Component.JOB_MANAGER, flinkPort == 0 ? free.get(2) : flinkPort);
      return ports;
    }
  }
}
