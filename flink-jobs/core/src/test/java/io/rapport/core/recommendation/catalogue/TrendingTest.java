package io.rapport.core.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrendingTest {

  private static final TrendingScope SHOP = TrendingScope.site("shop");
  private static final long HOUR = 3_600_000;

  private static TrendingSettings settings(int capacity) {
    return settings(capacity, 5);
  }

  private static TrendingSettings settings(int capacity, int size) {
    return TrendingSettings.DEFAULT.with(
        t ->
            t.decay(ForwardDecay.halfLife(HOUR))
                .capacity(capacity)
                .size(size)
                .reportIntervalMillis(0)
                .publishIntervalMillis(60_000)
                .lists(10)
                .segments(0)
                .expiryMillis(HOUR));
  }

  @Property
  void rankedByDecayedVisits(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 20) Integer> items) {
    Trending trending = new Trending(settings(100));
    Map<String, Double> expected = new HashMap<>();
    long time = Events.NOON;
    for (int item : items) {
      time += item * 600_000L; // far enough to move the landmark now and then
      double fade = Math.pow(0.5, item * 600_000.0 / HOUR);
      expected.replaceAll((id, weight) -> weight * fade);
      expected.merge("i" + item, 1.0 + item, Double::sum);
      trending.apply(new TrendReport(SHOP, "i" + item, time, 1.0 + item));
      trending = Repacked.of(Trending.format(settings(100)), trending);
    }
    List<TrendingItem> ranked = trending.items();
    assertThat(ranked).hasSize(Math.min(5, expected.size()));
    List<Double> best = new ArrayList<>(expected.values());
    best.sort((a, b) -> Double.compare(b, a));
    for (int i = 0; i < ranked.size(); i++) {
      assertThat(ranked.get(i).weight())
          .isCloseTo(expected.get(ranked.get(i).itemId()), withinPercentage(1e-6))
          .isCloseTo(best.get(i), withinPercentage(1e-6));
    }
  }

  /** The oracle searches all items for the lowest at each eviction. */
  @Property
  void alwaysTheLowestGivesWay(
      @ForAll @IntRange(min = 1, max = 20) int capacity,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 60) Integer> items,
      @ForAll Random random) {
    TrendingSettings settings = settings(capacity, capacity);
    Trending trending = new Trending(settings);
    Map<String, Double> expected = new HashMap<>();
    int evictions = 0;
    long time = Events.NOON;
    for (int item : items) {
      String id = "i" + item;
      double weight = random.nextInt(5) == 0 ? -1 : random.nextInt(4);
      if (random.nextInt(50) == 0) {
        time += 2_000 * HOUR; // a gap after which all weights have decayed
        expected.clear();
      }
      double sum = expected.getOrDefault(id, 0.0) + weight;
      if (weight >= 0 || sum > 1e-9) {
        expected.put(id, sum);
      } else {
        expected.remove(id);
      }
      if (expected.size() > capacity) {
        expected.remove(
            expected.keySet().stream()
                .filter(other -> !other.equals(id))
                .min(
                    Comparator.comparing((String other) -> expected.get(other))
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow());
        evictions++;
      }
      trending.apply(new TrendReport(SHOP, id, time, weight));
      if (random.nextInt(10) == 0) {
        evictions -= trending.evictions(); // The evictions are counted anew.
        trending = Repacked.of(Trending.format(settings), trending);
      }
    }
    assertThat(trending.items())
        .extracting(TrendingItem::itemId)
        .containsExactlyInAnyOrderElementsOf(expected.keySet());
    assertThat(trending.evictions()).isEqualTo(evictions);
  }

  @Test
  void theLowestGivesWayToTheNewest() {
    Trending trending = new Trending(settings(5));
    for (int i = 0; i < 8; i++) {
      trending.apply(new TrendReport(SHOP, "i" + i, Events.NOON, 8 - i));
    }
    assertThat(trending.items())
        .extracting(TrendingItem::itemId)
        .containsExactly("i0", "i1", "i2", "i3", "i7");
    assertThat(trending.evictions()).isEqualTo(3);
  }

  @Test
  void publishesAtMostOnceInTheInterval() {
    Trending trending = new Trending(settings(5));
    assertThat(trending.apply(new TrendReport(SHOP, "a", Events.NOON, 1)).items())
        .containsExactly(new TrendingItem("a", 1));
    assertThat(trending.apply(new TrendReport(SHOP, "b", Events.NOON + 59_999, 1))).isNull();
    assertThat(trending.apply(new TrendReport(SHOP, "b", Events.NOON + 60_000, 1)).items())
        .hasSize(2);
  }
}
