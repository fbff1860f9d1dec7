package io.rapport.core.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.hash.Hash64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UnavailableItemsTest {

  private static final int KEYS = 60;

  /** Keys of which some share a bucket, some are far apart, and some have the highest bit set. */
  private static long key(int number) {
    return number % 3 == 0 ? number : Hash64.of("i" + number);
  }

  @Property(tries = 200)
  void remembersWhatAMapWouldAlsoAfterARestore(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 300) int changes,
      @ForAll @IntRange(min = 1, max = 40) int capacity) {
    Random random = new Random(seed);
    Map<Integer, byte[]> kept = new HashMap<>();
    UnavailableItems items = new UnavailableItems(capacity, kept::put);
    Map<Long, Long> oracle = new HashMap<>();
    for (int i = 0; i < changes; i++) {
      long key = key(random.nextInt(KEYS));
      if (random.nextInt(3) == 0) {
        items.remove(key);
        oracle.remove(key);
      } else {
        long time = random.nextInt(50);
        items.add(key, time);
        oracle.put(key, time);
        forgetSurplus(oracle, capacity);
      }
    }
    assertSame(items, oracle);
    UnavailableItems restored = new UnavailableItems(capacity, (number, table) -> {});
    kept.forEach(
        (number, table) -> {
          if (table.length > 0) {
            restored.restoreBucket(number, table);
          }
        });
    assertSame(restored, oracle);
  }

  private static void forgetSurplus(Map<Long, Long> oracle, int capacity) {
    if (oracle.size() > capacity) {
      List<Long> longest =
          oracle.entrySet().stream()
              .sorted(
                  Map.Entry.<Long, Long>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
              .map(Map.Entry::getKey)
              .toList();
      longest.subList(0, 1 + capacity / 10).forEach(oracle::remove);
    }
  }

  private static void assertSame(UnavailableItems items, Map<Long, Long> oracle) {
    assertThat(items.size()).isEqualTo(oracle.size());
    for (int i = 0; i < KEYS; i++) {
      assertThat(items.contains(key(i))).isEqualTo(oracle.containsKey(key(i)));
    }
  }
}
