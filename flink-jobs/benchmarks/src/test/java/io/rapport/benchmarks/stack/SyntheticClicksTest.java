package io.rapport.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.avro.Click;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticClicksTest {

  private static final SyntheticClicks.Shape SHAPE = new SyntheticClicks.Shape(1_000, 50, 7);
  private static final SyntheticClicks.Shape RESEEDED = new SyntheticClicks.Shape(1_000, 50, 8);

  private static List<Click> clicks(SyntheticClicks.Shape shape, int count) {
    SyntheticClicks clicks = new SyntheticClicks(shape);
    return IntStream.range(0, count).mapToObj(i -> clicks.next("e" + i, i)).toList();
  }

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(clicks(SHAPE, 500)).isEqualTo(clicks(SHAPE, 500));
    assertThat(clicks(SHAPE, 500)).isNotEqualTo(clicks(RESEEDED, 500));
  }

  @Test
  void anotherSeedHasOtherVisitors() {
    Set<String> visitors = new HashSet<>();
    clicks(SHAPE, 500).forEach(click -> visitors.add(click.getVisitorId()));

    assertThat(clicks(RESEEDED, 500)).noneMatch(click -> visitors.contains(click.getVisitorId()));
  }

  @Test
  void haveSessionsOfFiveClicks() {
    Map<String, Integer> lengths = new HashMap<>();
    clicks(SHAPE, 100_000).forEach(click -> lengths.merge(click.getSessionId(), 1, Integer::sum));

    // A visitor who has arrived is seen with the next click of the place, if it is not left first.
    assertThat(100_000.0 / lengths.size()).isCloseTo(5, withinPercentage(10));
  }

  /** Half of the steps follow a link, which spreads popularity evenly; the other half is Zipf's. */
  @Test
  void preferPopularItems() {
    Map<String, Integer> counts = new HashMap<>();
    clicks(SHAPE, 200_000).forEach(click -> counts.merge(click.getItemId(), 1, Integer::sum));

    double harmonic = IntStream.rangeClosed(1, 1_000).mapToDouble(rank -> 1.0 / rank).sum();
    assertThat(counts.get("i0") / 200_000.0).isBetween(0.5 / harmonic, 1 / harmonic);
    assertThat(counts.get("i0")).isGreaterThan(3 * counts.get("i9"));
    assertThat(counts).hasSizeGreaterThan(950);
  }

  /** Otherwise there would be nothing for a recommender to find. */
  @Test
  void followAFewWaysFromEachItem() {
    Map<String, String> at = new HashMap<>();
    Map<String, Integer> next = new HashMap<>();
    int steps = 0;
    for (Click click : clicks(SHAPE, 200_000)) {
      String from = at.put(click.getSessionId(), click.getItemId());
      if ("i500".equals(from)) {
        next.merge(click.getItemId(), 1, Integer::sum);
        steps++;
      }
    }
    int common = next.values().stream().sorted((a, b) -> b - a).limit(20).mapToInt(n -> n).sum();

    assertThat(steps).isPositive();
    assertThat((double) common / steps).isGreaterThan(0.5);
  }
}
