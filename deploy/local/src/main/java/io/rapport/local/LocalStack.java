package io.rapport.local;

import io.rapport.local.restore.RestorePoints;
import io.rapport.local.supervision.RestartLog;
import io.rapport.local.supervision.SupervisionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * fails. A temporary directory goes with {@link #close()}; one that a killed JVM left behind is
 * removed by the next start. A directory of one's own stays, and the next stack goes on there.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration STOP_GRACE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(100);

  private final WorkDirectory directory;
  private final Duration startTimeout;
  private final Consumer<String> progress;
  private final Map<Component, Server> servers;
  private final StackPorts ports;
  private final Set<Component> served = EnumSet.noneOf(Component.class);
  private final Map<Component, ChildProcess> processes = new EnumMap<>(Component.class);
  private final Thread shutdownHook = new Thread(this::end, "local-stack-shutdown");
  private final Object ending = new Object();
  private Supervisor supervisor;
  private StackException failure;
  private Runnable lastAction = () -> {};
  private Duration lastActionLimit = Duration.ofSeconds(1);
  private boolean ended;
  private volatile boolean closed;

  LocalStack(
      WorkDirectory directory,
      Duration startTimeout,
      Consumer<String> progress,
      Map<Component, Server> servers,
      StackPorts ports) {
    this.directory = directory;
    this.startTimeout = startTimeout;
    this.progress = progress;
    this.servers = servers;
    this.ports = ports;
  }

  public static StackBuilder builder() {
    return new StackBuilder();
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

  /** The directory of logs, data and checkpoints. */
  public Path directory() {
    return directory.path();
  }

  /** The log of a process, which need not exist yet. */
  public Path log(Component component) {
    return directory.logs().resolve(component.label() + ".log");
  }

  /**
   * The checkpoints and savepoints of the jobs, by job name: give a job {@code
   * restorePoints().checkpoints(name)} as {@code execution.checkpointing.dir}.
   */
  public RestorePoints restorePoints() {
    return RestorePoints.in(directory.path());
  }

  /** Kills a process at once, as a crash would. Without supervision it stays down. */
  public void kill(Component component) {
    process(component).kill();
  }

  /**
   * Starts a process again on its old port and data, and waits until it serves; one that still runs
   * is stopped first. A restarted JobManager has forgotten its jobs: a session cluster without high
   * availability keeps them in memory.
   *
   * @throws IllegalStateException if the stack is supervised: that starts the process again
   */
  public void restart(Component component) {
    synchronized (this) {
      if (supervisor != null) {
        throw new IllegalStateException("The supervision restarts the " + component.label());
      }
    }
    process(component).stop(STOP_GRACE);
    start(component);
    await(List.of(component));
  }

  /**
   * Adds a program to the running stack and waits until it serves. It ends with the stack, before
   * the others, and is supervised as they are.
   *
   * @throws StackException if it does not come up
   */
  public void launch(Server server) {
    try {
      server.configure();
    } catch (IOException e) {
      throw new StackException("Cannot write the configuration into " + directory.path(), e);
    }
    synchronized (this) {
      servers.put(server.component(), server);
      start(server.component());
    }
    await(List.of(server.component()));
  }

  /**
   * Restarts processes that end by themselves, from now until the stack ends. Once only.
   *
   * @throws StackException if the stack ends already
   * @see #requireAlive
   */
  public synchronized void supervise(SupervisionSettings settings, SupervisionListener listener) {
    requireOpen();
    if (supervisor != null) {
      throw new IllegalStateException("The stack is supervised already");
    }
    supervisor = new Supervisor(this, settings, listener, RestartLog.in(directory.path()));
    supervisor.start();
  }

  /**
   * Sets what is to be done before the processes are stopped, be it by {@link #close()} or at the
   * end of this JVM, for which Ctrl-C and SIGTERM wait. No process is restarted meanwhile.
   *
   * @param limit after which the action is interrupted, and the processes are stopped all the same
   * @throws StackException if the stack ends already
   */
  public synchronized void beforeStop(Runnable action, Duration limit) {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("A limit of " + limit + " is no time");
    }
    requireOpen();
    lastAction = action;
    lastActionLimit = limit;
  }

  /** The ids of the processes that run now. */
  public synchronized List<Long> pids() {
    return processes.values().stream().filter(ChildProcess::alive).map(ChildProcess::pid).toList();
  }

  /**
   * @throws StackException with the end of the log, if a process has ended by itself and is not to
   *     be restarted
   */
  public synchronized void requireAlive() {
    if (failure != null) {
      throw failure;
    }
    if (supervisor == null) {
      processes.forEach(this::requireAlive);
    }
  }

  private synchronized void requireOpen() {
    if (ended) {
      throw new StackException("The stack is closed");
    }
  }

  /**
   * @throws StackException if a process could not be killed; all others are stopped
   */
  @Override
  public void close() {
    try {
      end();
    } finally {
      removeHook();
    }
  }

  private void end() {
    synchronized (ending) {
      Optional<Supervisor> supervision;
      Runnable action;
      Duration limit;
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
        supervision = Optional.ofNullable(supervisor);
        action = lastAction;
        limit = lastActionLimit;
      }
      supervision.ifPresent(Supervisor::stop);
      run(action, limit);
      stopAll();
    }
  }

  private static void run(Runnable action, Duration limit) {
    Thread thread = new Thread(action, "local-stack-last-action");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private synchronized void stopAll() {
    closed = true;
    List<RuntimeException> failures = new ArrayList<>();
    // Flink first: it talks to the other two until its last moment.
    stopTogether(EnumSet.of(Component.GATEWAY), failures);
    stopTogether(EnumSet.of(Component.JOB_MANAGER, Component.TASK_MANAGER), failures);
    stopTogether(EnumSet.of(Component.BROKER, Component.REGISTRY), failures);
    attempt(directory::release, failures);
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  private void stopTogether(Set<Component> group, List<RuntimeException> failures) {
    List<ChildProcess> running =
        group.stream().filter(processes::containsKey).map(processes::get).toList();
    running.forEach(ChildProcess::requestStop);
    running.forEach(process -> attempt(() -> process.stop(STOP_GRACE), failures));
  }

  private static void attempt(Runnable step, List<RuntimeException> failures) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failures.add(e);
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down already; the hook finds the stack closed.
    }
  }

  void startAll() {
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    try {
      for (Server server : servers.values()) {
        server.configure();
      }
      // All at once: most of a start is waiting and class loading.
      List.copyOf(servers.keySet()).forEach(this::start);
      await(List.copyOf(servers.keySet()));
    } catch (IOException e) {
      throw closing(
          new StackException("Cannot write the configuration into " + directory.path(), e));
    } catch (RuntimeException e) {
      throw closing(e);
    }
  }

  private RuntimeException closing(RuntimeException reason) {
    try {
      close();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
    return reason;
  }

  synchronized void start(Component component) {
    if (closed) {
      throw new StackException("The stack is closed");
    }
    processes.put(
        component, ChildProcess.start(component, servers.get(component).launch(), directory));
  }

  /** The components that have served since the start: those that are supervised. */
  synchronized List<Component> components() {
    return List.copyOf(served);
  }

  boolean down(Component component) {
    return !process(component).alive();
  }

  boolean serves(Component component) {
    return server(component).ready();
  }

  Duration startTimeout() {
    return startTimeout;
  }

  synchronized void fail(StackException cause) {
    failure = cause;
  }

  synchronized boolean failed() {
    return failure != null;
  }

  private synchronized void served(Component component) {
    served.add(component);
  }

  private void await(Collection<Component> components) {
    long end = System.nanoTime() + startTimeout.toNanos();
    List<Component> waiting = new ArrayList<>(components);
    while (!waiting.isEmpty()) {
      components.forEach(component -> requireAlive(component, process(component)));
      for (Component component : List.copyOf(waiting)) {
        if (server(component).ready()) {
          waiting.remove(component);
          served(component);
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
                + process(late).logTail());
      }
      pause();
    }
  }

  private void requireAlive(Component component, ChildProcess process) {
    if (!process.alive()) {
      if (closed) {
        throw new StackException("The stack was closed");
      }
      throw new StackException(
          "The "
              + component.label()
              + " ended by itself: "
              + process.endReason()
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

  private synchronized Server server(Component component) {
    return servers.get(component);
  }

  synchronized ChildProcess process(Component component) {
    ChildProcess process = processes.get(component);
    if (process == null) {
      throw new IllegalStateException("The stack was started without the " + component.label());
    }
    return process;
  }

  private int port(Component component) {
    if (!servers.containsKey(component)) {
      throw new IllegalStateException("The stack was started without the " + component.label());
    }
    return ports.of(component);
  }
}
