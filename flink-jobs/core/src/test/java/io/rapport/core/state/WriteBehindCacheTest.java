package io.rapport.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WriteBehindCacheTest {

  private static final int VALUE_BYTES = 40;
  private static final int ENTRY_BYTES = VALUE_BYTES + WriteBehindCache.OVERHEAD;

  /**
   * A store of numbers in boxes; a box holds its number several times, so that a torn write shows.
   */
  private static class Boxes implements WriteBehindCache.Store<int[]> {
    final Map<String, Integer> stored = new HashMap<>();
    int saves;

    @Override
    public int[] load(String key) {
      Integer value = stored.get(key);
      return value == null ? null : box(value);
    }

    @Override
    public int loadedSize() {
      return VALUE_BYTES;
    }

    @Override
    public void pack(int[] value, PackedWriter out) {
      for (int part : value) {
        out.writeInt(part);
      }
    }

    @Override
    public void save(String key, byte[] packed) {
      saves++;
      stored.put(key, number(packed));
    }

    @Override
    public void delete(String key) {
      stored.remove(key);
    }
  }

  private static int[] box(int value) {
    int[] box = new int[VALUE_BYTES / Integer.BYTES];
    Arrays.fill(box, value);
    return box;
  }

  private static int number(byte[] packed) {
    ByteBuffer parts = ByteBuffer.wrap(packed);
    int first = parts.getInt();
    while (parts.hasRemaining()) {
      assertThat(parts.getInt()).isEqualTo(first);
    }
    return first;
  }

  private static Map<String, Integer> restored(
      Map<String, Integer> stored, UnwrittenValues<int[]> unwritten) {
    Map<String, Integer> all = new HashMap<>(stored);
    for (int i = 0; i < unwritten.size(); i++) {
      PackedWriter out = new PackedWriter(VALUE_BYTES);
      unwritten.take(i, out);
      all.put(unwritten.key(i), number(out.toBytes()));
    }
    return all;
  }

  private final Boxes boxes = new Boxes();

  /** A snapshot with the values that a restore must give. */
  private record Snapshot(
      Map<String, Integer> expected,
      Map<String, Integer> stored,
      UnwrittenValues<int[]> unwritten) {}

  @Property(tries = 200)
  void isTheStoreItStandsFor(
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int capacity,
      @ForAll @IntRange(max = 12) int maxUnwritten)
      throws IOException {
    Boxes store = new Boxes();
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(
            store, (long) capacity * ENTRY_BYTES, (long) maxUnwritten * ENTRY_BYTES);
    Map<String, Integer> oracle = new HashMap<>();
    List<Snapshot> snapshots = new ArrayList<>();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String key = "k" + (int) Math.abs(random.nextGaussian() * 8);
      int[] value = cache.get(key);
      assertThat(value == null ? null : (Integer) value[0]).isEqualTo(oracle.get(key));
      switch (random.nextInt(12)) {
        case 0 -> {
          cache.remove(key);
          oracle.remove(key);
        }
        case 1, 2, 3, 4 -> {
          int[] changed = value != null ? value : new int[VALUE_BYTES / Integer.BYTES];
          Arrays.fill(changed, i);
          cache.put(key, changed);
          oracle.put(key, i);
        }
        case 5 -> // without a get before
            cache.put("k0", box(oracle.merge("k0", i, (before, now) -> now)));
        case 6 ->
            snapshots.add(
                new Snapshot(new HashMap<>(oracle), new HashMap<>(store.stored), cache.freeze()));
        case 7 -> {
          if (!snapshots.isEmpty()) { // several may be open, and close in any order
            Snapshot done = snapshots.remove(random.nextInt(snapshots.size()));
            assertThat(restored(done.stored(), done.unwritten())).isEqualTo(done.expected());
          }
        }
        default -> {}
      }
      assertThat(cache.entries()).isLessThanOrEqualTo(Math.max(1, capacity));
      assertThat(cache.bytes()).isEqualTo((long) cache.entries() * ENTRY_BYTES);
      assertThat(cache.unwritten()).isLessThanOrEqualTo(maxUnwritten);
      assertThat(cache.unwrittenBytes()).isEqualTo((long) cache.unwritten() * ENTRY_BYTES);
    }
    assertThat(restored(store.stored, cache.freeze())).isEqualTo(oracle);
  }

  @Test
  void aSnapshotMayBeTakenByAnotherThread()
      throws IOException, InterruptedException, ExecutionException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 400L * ENTRY_BYTES, 200L * ENTRY_BYTES);
    Map<String, Integer> oracle = new HashMap<>();
    Random random = new Random(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 200; round++) {
        Map<String, Integer> expected = new HashMap<>(oracle);
        Map<String, Integer> stored = new HashMap<>(boxes.stored);
        UnwrittenValues<int[]> frozen = cache.freeze();
        Future<Map<String, Integer>> restored = thread.submit(() -> restored(stored, frozen));
        for (int i = 0; i < 500; i++) {
          String key = "k" + random.nextInt(500);
          int[] value = cache.get(key);
          value = value == null ? box(0) : value;
          Arrays.fill(value, round * 1000 + i);
          cache.put(key, value);
          oracle.put(key, value[0]);
        }
        assertThat(restored.get()).isEqualTo(expected);
      }
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aSnapshotGivenUpHoldsNothing() throws IOException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 10L * ENTRY_BYTES, 10L * ENTRY_BYTES);
    cache.put("a", box(1));
    try (UnwrittenValues<int[]> given = cache.freeze()) {
      assertThat(given.size()).isOne();
    }
    cache.put("a", box(2));
    assertThat(restored(Map.of(), cache.freeze())).isEqualTo(Map.of("a", 2));
  }

  @Test
  void aHotValueIsSeldomWritten() throws IOException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 100L * ENTRY_BYTES, 10L * ENTRY_BYTES);
    for (int round = 0; round < 1000; round++) {
      cache.put("hot", box(round));
      cache.put("cold" + round, box(round));
    }
    // Each cold value once, except those still waiting; the hot one when the hand caught it.
    assertThat(boxes.saves).isBetween(985, 1010);
    assertThat(restored(boxes.stored, cache.freeze())).containsEntry("hot", 999).hasSize(1001);
    assertThat(cache.written()).isEqualTo(boxes.saves);
  }

  @Test
  void whatIsOftenReadStays() throws IOException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 10L * ENTRY_BYTES, 10L * ENTRY_BYTES);
    cache.put("hot", box(1));
    for (int i = 0; i < 1000; i++) {
      cache.put("cold" + i, box(i));
      cache.get("hot");
    }
    assertThat(cache.misses()).isZero();
    assertThat(cache.hits()).isEqualTo(1000);
  }

  @Test
  void valuesThatGrowPushOthersOut() throws IOException {
    Boxes growing =
        new Boxes() {
          @Override
          public void pack(int[] value, PackedWriter out) {
            out.writeRaw(new byte[4 * value[0]]);
          }
        };
    WriteBehindCache<int[]> cache = new WriteBehindCache<>(growing, 10_000, 10_000);
    for (int size = 1; size <= 1_100; size++) {
      for (int key = 0; key < 8; key++) {
        cache.put("k" + key, new int[] {size});
        assertThat(cache.bytes() <= 10_000 || cache.entries() == 1).isTrue();
      }
    }
    assertThat(growing.stored).isNotEmpty();
  }

  @Test
  void aValueThatGrowsTakesMoreRoom() throws IOException {
    Boxes growing =
        new Boxes() {
          @Override
          public void pack(int[] value, PackedWriter out) {
            out.writeRaw(new byte[value[0]]);
          }
        };
    WriteBehindCache<int[]> cache = new WriteBehindCache<>(growing, 1 << 20, 1 << 20);
    for (int size = 1; size <= 100_000; size++) {
      cache.put("a", new int[] {size});
    }
    assertThat(cache.bytes() - WriteBehindCache.OVERHEAD).isBetween(25_000L, 100_000L);
    assertThat(cache.unwrittenBytes()).isEqualTo(cache.bytes());
  }

  @Test
  void withoutRoomItWritesThrough() throws IOException {
    WriteBehindCache<int[]> cache = new WriteBehindCache<>(boxes, 0, 0);
    cache.put("a", box(1));
    assertThat(boxes.stored).containsEntry("a", 1);
    cache.put("b", box(2));
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void cannotBeLessThanEmpty() {
    assertThatThrownBy(() -> new WriteBehindCache<>(boxes, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
