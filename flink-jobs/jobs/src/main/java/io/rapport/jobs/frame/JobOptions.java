package io.rapport.jobs.frame;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/** The defaults of Flink's own options in all jobs. The command line overrides them. */
public final class JobOptions {

  /**
   * The key groups of every job, and so the highest parallelism at which its keyed state can be
   * restored. 256 keeps the groups of a two-core laptop few enough to snapshot quickly.
   */
  public static final int MAX_PARALLELISM = 256;

  private JobOptions() {}

  /** The defaults, overridden by {@code arguments}. */
  static Configuration configuration(String jobName, Map<String, String> arguments) {
    Configuration config = new Configuration();
    config.set(PipelineOptions.NAME, jobName);
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    config.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(5));
    // An unaligned barrier overtakes the texts that wait to be encoded; an aligned one would wait
    // behind them and hold up every visit.
    config.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    config.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ofMillis(100));
    config.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // No compression where a checkpoint flushes, because tasks wait for that; compaction
    // compresses.
    config.setString(
        "state.backend.rocksdb.compression.per.level",
        "NO_COMPRESSION;NO_COMPRESSION;SNAPPY_COMPRESSION");
    // A checkpoint flushes the write buffers, too: small ones leave little of that to wait for.
    config.setString("state.backend.rocksdb.writebuffer.size", "2mb");
    config.setString("state.backend.rocksdb.writebuffer.count", "4");
    config.set(StateRecoveryOptions.LOCAL_RECOVERY, true);
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    config.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    // All records are immutable, so that chained operators need no copies.
    config.set(PipelineOptions.OBJECT_REUSE, true);
    arguments.forEach(config::setString);
    // Set last, so that no argument overrides them: state with a Kryo type or a generated uid
    // cannot
    // be restored later.
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    return config;
  }

  /** The job's name. */
  static String name(ReadableConfig config) {
    return config.get(PipelineOptions.NAME);
  }
}
