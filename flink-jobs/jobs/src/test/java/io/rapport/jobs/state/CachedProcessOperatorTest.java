package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.CacheSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedWriter;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks on RocksDB that a snapshot holds the state and the unflushed values of its barrier. */
class CachedProcessOperatorTest {

  private static final int KEYS = 200;
  private static final int LARGEST_STREAM = 1 << 24;
  private static final int MANY = 10_000; // a snapshot is written in several turns
  private static final int GREAT = 1_000;
  private static final int LARGE = 100_000;

  /** Counts the elements of a key, and emits the count. */
  private static final class Counting extends StatefulFunction<String, String> {

    private transient PackedState<long[]> counts;

    Counting() {
      super("test");
    }

    @Override
    public StateNote note() {
      return StateNote.per("key", "value", "one value").unlimited();
    }

    @Override
    protected void open(KeyedStates states) {
      counts =
          states.open(
              "counts",
              new PackedFormat<>(
                  "A count",
                  1,
                  () -> new long[1],
                  CachedProcessOperatorTest::pack,
                  in -> new long[] {in.readLong()}));
    }

    @Override
    public void processElement(String key, Context context, Collector<String> out)
        throws Exception {
      long[] count = counts.readOrCreate();
      count[0]++;
      counts.write(count);
      out.collect(key + "=" + count[0]);
    }
  }

  /** A great count packs to more bytes than the buffer of a snapshot. */
  private static void pack(long[] count, PackedWriter out) {
    out.writeLong(count[0]);
    out.writeRaw(new byte[count[0] >= GREAT ? LARGE : 0]);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> open(
      CacheSettings cache, Part part) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CachedProcessOperator<>(new Counting(), cache),
            key -> key,
            Types.STRING,
            Harnesses.MAX_PARALLELISM,
            part.parallelism(),
            part.subtask());
    harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
    return part.open(harness);
  }

  private static void count(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness,
      Random random,
      Map<String, Long> oracle,
      int times)
      throws Exception {
    for (int i = 0; i < times; i++) {
      String key = "k" + (int) Math.abs(random.nextGaussian() * KEYS / 3);
      harness.processElement(key, 0);
      oracle.merge(key, 1L, Long::sum);
    }
  }

  /** The next count of each key, which shows the count before. */
  private static void assertCounts(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness,
      Map<String, Long> expected)
      throws Exception {
    for (Map.Entry<String, Long> entry : expected.entrySet()) {
      harness.processElement(entry.getKey(), 0);
      var counts = harness.extractOutputValues();
      assertThat(counts.get(counts.size() - 1))
          .isEqualTo(entry.getKey() + "=" + (entry.getValue() + 1));
    }
  }

  /** A snapshot whose asynchronous part runs after {@code meanwhile}. */
  private static OperatorSubtaskState snapshot(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness, Meanwhile meanwhile)
      throws Exception {
    OperatorSnapshotFutures futures =
        harness
            .getOperator()
            .snapshotState(
                1,
                1,
                CheckpointOptions.forCheckpointWithDefaultLocation(),
                new MemCheckpointStreamFactory(LARGEST_STREAM));
    meanwhile.run();
    return OperatorSnapshotFinalizer.create(futures).getJobManagerOwnedState();
  }

  private interface Meanwhile {
    void run() throws Exception;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4_000, 20_000, 1 << 20})
  void aSnapshotIsOfTheBarrierWhateverHappensUntilItIsWritten(long unwritten) throws Exception {
    CacheSettings cache =
        CacheSettings.DEFAULT.with(c -> c.bytes(2 * unwritten).unwrittenBytes(unwritten));
    Random random = new Random(unwritten);
    Map<String, Long> counts = new HashMap<>();
    Map<String, Long> atBarrier = new HashMap<>();
    OperatorSubtaskState snapshot;
    try (var harness = open(cache, Part.NONE)) {
      count(harness, random, counts, 2_000);
      atBarrier.putAll(counts);
      snapshot = snapshot(harness, () -> count(harness, random, counts, 2_000));
      assertCounts(harness, counts);
    }
    try (var harness = open(cache, Part.of(snapshot))) {
      assertCounts(harness, atBarrier);
    }
  }

  @Test
  void largeValuesStandAmongManySmallOnes() throws Exception {
    CacheSettings cache = CacheSettings.DEFAULT.with(c -> c.bytes(1 << 25).unwrittenBytes(1 << 25));
    Map<String, Long> counts = new HashMap<>();
    OperatorSubtaskState snapshot;
    try (var harness = open(cache, Part.NONE)) {
      for (int i = 0; i < MANY; i++) {
        harness.processElement("k" + i, 0);
        counts.put("k" + i, 1L);
      }
      for (String key : List.of("k0", "k1", "k2")) {
        for (int i = 0; i < GREAT; i++) {
          harness.processElement(key, 0);
          counts.merge(key, 1L, Long::sum);
        }
      }
      snapshot = snapshot(harness, () -> {});
    }
    assertThat(Harnesses.heldBack(snapshot).get("counts"))
        .hasSameSizeAs(counts.keySet())
        .anySatisfy(value -> assertThat(value.packed()).hasSizeGreaterThan(LARGE));
    try (var harness = open(cache, Part.of(snapshot))) {
      assertCounts(harness, counts);
    }
  }

  @Test
  void unflushedValuesFollowTheirKeysToOtherSubtasks() throws Exception {
    CacheSettings cache = CacheSettings.DEFAULT.with(c -> c.bytes(1 << 20).unwrittenBytes(10_000));
    Map<String, Long> counts = new HashMap<>();
    OperatorSubtaskState one;
    try (var harness = open(cache, Part.NONE)) {
      count(harness, new Random(1), counts, 2_000);
      one = harness.snapshot(1, 1);
    }
    assertThat(Harnesses.heldBack(one).get("counts")).hasSizeBetween(10, counts.size() - 10);
    OperatorSubtaskState both;
    try (var left = open(cache, Part.half(one, 0));
        var right = open(cache, Part.half(one, 1))) {
      both =
          AbstractStreamOperatorTestHarness.repackageState(
              left.snapshot(2, 2), right.snapshot(2, 2));
    }
    try (var harness = open(cache, Part.joined(both))) {
      assertCounts(harness, counts);
    }
  }
}
