package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.options.OptionPrefix;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the write-behind cache in front of each keyed state. */
public final class CacheOptions {

  private static final OptionPrefix CACHE = OptionPrefix.of("rapport.state.cache");
  private static final CacheSettings DEFAULT = CacheSettings.DEFAULT;

  public static final ConfigOption<MemorySize> SIZE =
      CACHE.memory(
          "size",
          DEFAULT.bytes(),
          "Size of the write-behind cache in front of each keyed state, per task; 0 for no cache."
              + " The customer, segment and support jobs take a quarter of it. The cache holds"
              + " unpacked values. Their size counts as packed; on the heap they take about twice"
              + " that.");

  public static final ConfigOption<MemorySize> UNWRITTEN_SIZE =
      CACHE.memory(
          "unwritten-size",
          DEFAULT.unwrittenBytes(),
          "Part of the cache for values not yet flushed to the state backend. Every"
              + " checkpoint contains them: a larger part makes fewer writes and larger"
              + " checkpoints.");

  public static final ConfigOption<Double> SNAPSHOT_SHARE =
      CACHE.number(
          "snapshot-share",
          DEFAULT.snapshotShare(),
          "Share of a TaskManager's processors, from 0.01 to 1, that packs and writes"
              + " the cached values at a checkpoint; never more than one processor. A smaller"
              + " share makes a checkpoint longer and leaves more to the tasks meanwhile.");

  /** The part of the size that the customer, segment and support jobs take. */
  private static final int SHARES = 4;

  private CacheOptions() {}

  /** The options as core's settings. */
  public static CacheSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.bytes(config.get(SIZE).getBytes())
                .unwrittenBytes(config.get(UNWRITTEN_SIZE).getBytes())
                .snapshotShare(config.get(SNAPSHOT_SHARE)));
  }

  /** The settings for the customer, segment and support jobs, with a part of the size. */
  public static CacheSettings shared(ReadableConfig config) {
    return settings(config).divided(SHARES);
  }
}
