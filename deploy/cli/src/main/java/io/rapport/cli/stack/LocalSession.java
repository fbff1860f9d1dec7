package io.rapport.cli.stack;

import io.rapport.cli.accounting.Ledger;
import io.rapport.cli.gateway.GatewayServer;
import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.RapportJobs;
import io.rapport.command.CommandFailedException;
import io.rapport.command.Pause;
import io.rapport.command.connection.Addresses;
import io.rapport.command.connection.ProjectPaths;
import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.LocalStack;
import io.rapport.local.StackBuilder;
import io.rapport.local.rest.FlinkRestException;
import io.rapport.local.supervision.SupervisionSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The local stack with topics and contracts, the jobs on it, and the gateway beside them. */
public final class LocalSession implements AutoCloseable {
  private static final Duration GATEWAY_READY = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 200;

  private final LocalStack stack;
  private final Addresses addresses;
  private final RapportJobs jobs;
  private final JobWatch watch;
  private final StackJobs stackJobs;
  private final StackNews news;
  private final Consumer<String> progress;

  private LocalSession(LocalStack stack, Consumer<String> progress) {
    this.stack = stack;
    this.addresses = new Addresses(stack.bootstrapServers(), stack.registryUrl(), stack.flinkUrl());
    this.progress = progress;
    this.jobs = new RapportJobs(FlinkRest.at(addresses.flink()));
    this.watch = new JobWatch(jobs);
    this.stackJobs = new StackJobs(jobs, addresses, stack.restorePoints(), stack::requireAlive);
    this.news = new StackNews(this::resubmit);
  }

  /**
   * Starts the stack and returns when the topics are there.
   *
   * @param progress told of each step
   */
  public static LocalSession open(StackBuilder builder, Consumer<String> progress)
      throws IOException {
    LocalSession session = new LocalSession(builder.progress(progress).start(), progress);
    try {
      session.write(Optional.empty());
      TopicSetup.ensure(session.kafka());
      progress.accept("topics and contracts are ready");
      return session;
    } catch (IOException | RuntimeException e) {
      try {
        session.close();
      } catch (RuntimeException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void write(Optional<String> gateway) {
    addresses.write(ProjectPaths.session(), stack.directory(), gateway);
  }

  public Addresses addresses() {
    return addresses;
  }

  public KafkaSettings kafka() {
    return KafkaSettings.at(addresses.bootstrap(), addresses.registry());
  }

  LocalStack stack() {
    return stack;
  }

  /**
   * Starts jobs, each from its newest restore point in the stack's directory, and returns when
   * every task of them runs.
   *
   * @param options of the jobs, by key
   * @throws CommandFailedException if a job does not start; the points that jobs went on from are
   *     kept
   */
  public void start(List<JobName> names, Map<String, String> options) {
    stackJobs.start(names, options, progress);
    if (!names.isEmpty()) {
      progress.accept("jobs are running");
    }
  }

  /** Has the end of the stack wait until every running job has a savepoint. */
  public void saveAtEnd(Consumer<String> teller) {
    stack.beforeStop(() -> stackJobs.save(teller), StackJobs.SAVE_LIMIT);
  }

  /**
   * Starts the gateway as a process of the stack, and returns when it takes events; at the latest
   * after a minute, for a long memory takes its time.
   *
   * @return its address
   * @throws RuntimeException if a process has ended meanwhile
   */
  public String startGateway(GatewayServer gateway) {
    stack.launch(gateway);
    long end = System.nanoTime() + GATEWAY_READY.toNanos();
    boolean ready = gateway.takesEvents();
    while (!ready && System.nanoTime() < end) {
      stack.requireAlive();
      Pause.millis(POLL_MILLIS);
      ready = gateway.takesEvents();
    }
    if (!ready) {
      progress.accept("the gateway still rebuilds its memory from the topics; see: rapport status");
    }
    write(Optional.of(gateway.url()));
    return gateway.url();
  }

  /** Has processes that end by themselves restarted from now on. */
  public void supervise() {
    stack.supervise(SupervisionSettings.defaults(), news);
  }

  private void resubmit() {
    stackJobs.resubmit(news::say);
  }

  /** The jobs' accounts of the events, as of now, by the job's name. */
  public Map<String, Ledger> ledgers() {
    Map<String, Ledger> ledgers = new TreeMap<>();
    jobs.running()
        .forEach((name, job) -> ledgers.put(name.toString(), Ledger.read(jobs.flink(), job.id())));
    return ledgers;
  }

  /**
   * @throws RuntimeException if a process has ended for good or every job has failed, with the
   *     reason
   */
  public void requireWell() {
    stack.requireAlive();
    if (news.recovering()) {
      return;
    }
    Collection<FlinkJob> all = stackJobs.look().values();
    if (!all.isEmpty() && all.stream().allMatch(job -> job.state().equals("FAILED"))) {
      throw new CommandFailedException(watch.describe(all.iterator().next()));
    }
  }

  /** A line for each failure, end and restart of a job or a process since the last call. */
  public List<String> news() {
    List<String> lines = new ArrayList<>(news.take());
    if (!news.recovering()) {
      try {
        lines.addAll(watch.news());
      } catch (FlinkRestException e) {
        // The JobManager has just ended: its supervision tells of that.
      }
    }
    return lines;
  }

  /** The number of failures of jobs that {@link #news()} has told of. */
  public int failures() {
    return watch.failures();
  }

  @Override
  public void close() {
    try {
      Addresses.forget(ProjectPaths.session());
    } finally {
      stack.close();
    }
  }
}
