package io.rapport.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WriteBehindCacheTest {

  private static final int VALUE_BYTES = 40;
  private static final int ENTRY_BYTES = VALUE_BYTES + WriteBehindCache.OVERHEAD;
  private static final int DIRTY_BYTES = VALUE_BYTES + WriteBehindCache.WRITE_OVERHEAD;

  /** A store of numbers in boxes, each packed as text. */
  private static final class Boxes implements WriteBehindCache.Store<int[]> {
    final Map<String, Integer> stored = new HashMap<>();
    int saves;

    @Override
    public int[] load(String key) {
      Integer value = stored.get(key);
      return value == null ? null : new int[] {value};
    }

    @Override
    public int save(String key, int[] value) {
      saves++;
      stored.put(key, value[0]);
      return VALUE_BYTES;
    }

    @Override
    public void delete(String key) {
      stored.remove(key);
    }

    @Override
    public int size() {
      return VALUE_BYTES;
    }
  }

  private final Boxes boxes = new Boxes();

  @Property(tries = 200)
  void isTheStoreItStandsFor(
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int capacity,
      @ForAll @IntRange(max = 12) int maxDirty)
      throws IOException {
    Boxes store = new Boxes();
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(store, (long) capacity * ENTRY_BYTES, (long) maxDirty * DIRTY_BYTES);
    Map<String, Integer> oracle = new HashMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      String key = "k" + (int) Math.abs(random.nextGaussian() * 8);
      int[] value = cache.get(key);
      assertThat(value == null ? null : (Integer) value[0]).isEqualTo(oracle.get(key));
      switch (random.nextInt(8)) {
        case 0 -> {
          cache.remove(key);
          oracle.remove(key);
        }
        case 1, 2, 3 -> {
          int[] changed = value != null ? value : new int[1];
          changed[0] = i;
          cache.put(key, changed);
          oracle.put(key, i);
        }
        case 4 -> {
          cache.flush();
          assertThat(store.stored).isEqualTo(oracle);
          assertThat(cache.dirty()).isZero();
        }
        default -> {}
      }
      assertThat(cache.entries()).isLessThanOrEqualTo(Math.max(1, capacity));
      assertThat(cache.bytes()).isEqualTo((long) cache.entries() * ENTRY_BYTES);
      assertThat(cache.dirty()).isLessThanOrEqualTo(maxDirty);
    }
    cache.flush();
    assertThat(store.stored).isEqualTo(oracle);
  }

  @Test
  void aHotValueIsWrittenOnceAFlush() throws IOException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 100 * ENTRY_BYTES, 10 * DIRTY_BYTES);
    for (int round = 0; round < 1000; round++) {
      cache.put("hot", new int[] {round});
      cache.put("cold" + round, new int[] {round});
    }
    cache.flush();
    // Each cold one once, and the hot one at the flush and when the hand caught it.
    assertThat(boxes.saves).isBetween(1001, 1150);
    assertThat(boxes.stored).containsEntry("hot", 999);
    assertThat(cache.written()).isEqualTo(boxes.saves);
  }

  @Test
  void whatIsOftenReadStays() throws IOException {
    WriteBehindCache<int[]> cache =
        new WriteBehindCache<>(boxes, 10 * ENTRY_BYTES, 10 * DIRTY_BYTES);
    cache.put("hot", new int[] {1});
    for (int i = 0; i < 1000; i++) {
      cache.put("cold" + i, new int[] {i});
      cache.get("hot");
    }
    assertThat(cache.misses()).isZero();
    assertThat(cache.hits()).isEqualTo(1000);
  }

  @Test
  void withoutRoomItWritesThrough() throws IOException {
    WriteBehindCache<int[]> cache = new WriteBehindCache<>(boxes, 0, 0);
    cache.put("a", new int[] {1});
    assertThat(boxes.stored).containsEntry("a", 1);
    cache.put("b", new int[] {2});
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void cannotBeLessThanEmpty() {
    assertThatThrownBy(() -> new WriteBehindCache<>(boxes, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
