package io.rapport.benchmarks.stack;

import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaOptions;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.frame.ServingOptions;
import io.rapport.local.Component;
import io.rapport.local.FlinkRest;
import io.rapport.local.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * A broker and a registry in processes of their own, and a Flink cluster in this one, on RocksDB
 * with incremental checkpoints, as the job itself configures it.
 */
public final class BenchStack implements AutoCloseable {

  private static final long ANSWER_SECONDS = 60;

  /** Metrics asked for are no older than this. */
  public static final Duration METRIC_AGE = Duration.ofSeconds(1);

  private final MeasuredJob job;
  private final int parallelism;
  private final Map<String, String> jobOptions;
  private final LocalStack stack;
  private final KafkaSettings settings;
  private final Admin admin;
  private final MiniCluster flink;

  /**
   * Starts everything.
   *
   * @param jobOptions options of Flink or Rapport for every job, over their defaults
   */
  BenchStack(MeasuredJob job, int parallelism, Map<String, String> jobOptions) throws Exception {
    this.job = job;
    this.parallelism = parallelism;
    this.jobOptions = jobOptions;
    this.stack = LocalStack.builder().only(Component.BROKER, Component.REGISTRY).start();
    Configuration options = new Configuration();
    jobOptions.forEach(options::setString);
    options.set(KafkaOptions.BOOTSTRAP_SERVERS, stack.bootstrapServers());
    options.set(KafkaOptions.REGISTRY_URL, stack.registryUrl());
    options.set(KafkaOptions.PARTITIONS, parallelism);
    this.settings = KafkaOptions.settings(options);
    this.admin = Admin.create(settings.clientConfig());
    TopicSetup.ensure(settings);
    this.flink = startFlink();
  }

  private MiniCluster startFlink() throws Exception {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRIC_AGE);
    config.setString("taskmanager.memory.managed.size", "512m");
    config.setString("execution.checkpointing.dir", checkpoints());
    jobOptions.forEach(config::setString);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(config)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
    cluster.start();
    return cluster;
  }

  private String checkpoints() {
    return stack.directory().resolve("checkpoints").toUri().toString();
  }

  public KafkaSettings settings() {
    return settings;
  }

  public Admin admin() {
    return admin;
  }

  /** The ends of the topics that the load fills. */
  public Map<TopicPartition, Long> inputEnds() throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var contract : job.inputs()) {
      ends.putAll(Offsets.ends(admin, settings.topic(contract)));
    }
    return ends;
  }

  /** The ends of the topic of the answers. */
  public Map<TopicPartition, Long> outputEnds() throws ExecutionException, InterruptedException {
    return Offsets.ends(admin, settings.topic(job.output()));
  }

  /** Records of some partitions that a run of the job has read and committed. */
  public long committed(String group, Map<TopicPartition, Long> ends) throws Exception {
    return Offsets.committed(admin, job.kind().group(group), ends);
  }

  /** A producer of any contract that waits so long to fill a batch. */
  public WireProducer producer(long lingerMillis) {
    return new WireProducer(
        settings,
        Map.of(
            ProducerConfig.LINGER_MS_CONFIG,
            Long.toString(lingerMillis),
            ProducerConfig.BATCH_SIZE_CONFIG,
            "65536"));
  }

  /** A job on the cluster; closing it cancels it. */
  public final class Running implements AutoCloseable {

    private final JobID id;

    private Running(JobID id) {
      this.id = id;
    }

    /**
     * @throws IllegalStateException with the cause when the job has ended by itself
     */
    public void requireRunning() throws Exception {
      if (flink.getJobStatus(id).get(ANSWER_SECONDS, TimeUnit.SECONDS).isTerminalState()) {
        var failure = flink.getArchivedExecutionGraph(id).get().getFailureInfo();
        throw new IllegalStateException(
            "The job has ended: " + (failure == null ? "" : failure.getExceptionAsString()));
      }
    }

    /** Bytes of the last complete checkpoint; 0 before the first. */
    public long checkpointBytes() throws Exception {
      var checkpoints =
          flink
              .getExecutionGraph(id)
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .getCheckpointStatsSnapshot();
      var last =
          checkpoints == null ? null : checkpoints.getHistory().getLatestCompletedCheckpoint();
      return last == null ? 0 : last.getStateSize();
    }

    /** Metrics of the job's operators by name, of each the greatest of its subtasks. */
    public Map<String, Double> metrics(Predicate<String> wanted) throws Exception {
      FlinkRest rest = FlinkRest.at(flink.getRestAddress().get().toString());
      return rest.maxima(id.toString(), wanted);
    }

    @Override
    public void close() throws Exception {
      flink.cancelJob(id).get(ANSWER_SECONDS, TimeUnit.SECONDS);
      while (!flink.getJobStatus(id).get().isGloballyTerminalState()) {
        Thread.sleep(50);
      }
    }
  }

  /** Submits the measured job itself, as {@link #submit(String, Consumer)} does. */
  public Running submit(String group) throws Exception {
    return submit(group, job::attach);
  }

  /**
   * Submits a job as the command line would.
   *
   * @param group the consumer group, new for each run so that it reads from the beginning
   * @param topology adds the topology to a job with the measured one's name and options
   */
  public Running submit(String group, Consumer<RapportJob> topology) throws Exception {
    Configuration client = new Configuration();
    client.set(DeploymentOptions.TARGET, "remote");
    client.set(DeploymentOptions.ATTACHED, false);
    client.set(RestOptions.ADDRESS, "127.0.0.1");
    client.set(RestOptions.PORT, flink.getRestAddress().get().getPort());
    StreamContextEnvironment.setAsContext(
        new DefaultExecutorServiceLoader(), client, BenchStack.class.getClassLoader(), false, true);
    try {
      RapportJob run = RapportJob.of(job.kind(), arguments(group), job.optionClasses());
      topology.accept(run);
      return new Running(run.execute().getJobID());
    } finally {
      StreamContextEnvironment.unsetAsContext();
    }
  }

  private String[] arguments(String group) {
    Map<String, String> options = new TreeMap<>();
    options.put("parallelism.default", Integer.toString(job.otherParallelism(parallelism)));
    options.put(ServingOptions.PARALLELISM.key(), Integer.toString(parallelism));
    options.put("execution.checkpointing.dir", checkpoints());
    options.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), settings.bootstrapServers());
    options.put(KafkaOptions.REGISTRY_URL.key(), settings.registryUrl());
    options.put(KafkaOptions.GROUP_ID.key(), group);
    options.putAll(jobOptions);
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    return arguments.toArray(String[]::new);
  }

  @Override
  public void close() throws InterruptedException, ExecutionException {
    admin.close();
    try {
      flink.closeAsync().get();
    } finally {
      stack.close();
    }
  }
}
