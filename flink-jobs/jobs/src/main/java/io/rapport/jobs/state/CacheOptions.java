package io.rapport.jobs.state;

import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.options.OptionPrefix;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the write-behind cache in front of each keyed state, of all jobs. */
public final class CacheOptions {

  private static final OptionPrefix CACHE = OptionPrefix.of("rapport.state.cache");
  private static final CacheSettings DEFAULT = CacheSettings.DEFAULT;

  public static final ConfigOption<MemorySize> SIZE =
      CACHE.memory(
          "size",
          DEFAULT.bytes(),
          "Values kept unpacked in front of each keyed state, a task; as large as they are when"
              + " packed, on the heap about twice that. The customer, segment and support jobs take a"
              + " quarter of it. 0 for none.");

  public static final ConfigOption<MemorySize> UNWRITTEN_SIZE =
      CACHE.memory(
          "unwritten-size",
          DEFAULT.unwrittenBytes(),
          "Of these, values that may have changed since they were written to the state. Every"
              + " checkpoint holds them: more makes fewer writes and larger checkpoints.");

  public static final ConfigOption<Double> SNAPSHOT_SHARE =
      CACHE.number(
          "snapshot-share",
          DEFAULT.snapshotShare(),
          "How much of its processors, from 0.01 to 1, but never more than one of them, the"
              + " checkpoints of a TaskManager take for packing and writing these values: less"
              + " spreads a checkpoint over more time and leaves more to the tasks meanwhile.");

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

  /** The settings of the caches in the customer, segment and support jobs: a part of the size. */
  public static CacheSettings shared(ReadableConfig config) {
    return settings(config).divided(SHARES);
  }
}
