package io.rapport.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TrendingTest {

  private static final long HOUR = 3_600_000;

  private static TrendingSettings settings(int capacity) {
    return new TrendingSettings(ForwardDecay.halfLife(HOUR), capacity, 5, 0, 60_000, 10, 0, HOUR);
  }

  @Property
  void rankedByDecayedVisits(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 20) Integer> items) {
    Trending trending = new Trending(settings(100));
    Map<String, Double> expected = new HashMap<>();
    long time = Clicks.NOON;
    for (int item : items) {
      time += item * 600_000L; // far enough to move the landmark now and then
      double fade = Math.pow(0.5, item * 600_000.0 / HOUR);
      expected.replaceAll((id, weight) -> weight * fade);
      expected.merge("i" + item, 1.0 + item, Double::sum);
      trending.apply(new TrendReport("shop", "i" + item, time, 1.0 + item));
      trending = Trending.fromBytes(trending.toBytes(), settings(100));
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

  @Test
  void theLowestGivesWayToTheNewest() {
    Trending trending = new Trending(settings(5));
    for (int i = 0; i < 8; i++) {
      trending.apply(new TrendReport("shop", "i" + i, Clicks.NOON, 8 - i));
    }
    assertThat(trending.items())
        .extracting(TrendingItem::itemId)
        .containsExactly("i0", "i1", "i2", "i3", "i7");
    assertThat(trending.evictions()).isEqualTo(3);
  }

  @Test
  void publishesAtMostOnceInTheInterval() {
    Trending trending = new Trending(settings(5));
    assertThat(trending.apply(new TrendReport("shop", "a", Clicks.NOON, 1)).trending())
        .containsExactly(new TrendingItem("a", 1));
    assertThat(trending.apply(new TrendReport("shop", "b", Clicks.NOON + 59_999, 1))).isNull();
    assertThat(trending.apply(new TrendReport("shop", "b", Clicks.NOON + 60_000, 1)).trending())
        .hasSize(2);
  }
}
