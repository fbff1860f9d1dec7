package io.rapport.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.state.Repacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

  private static final double TOLERANCE = 0.02;
  private static final double THRESHOLD = 100;

  private final PageHinkley detector = new PageHinkley(TOLERANCE, THRESHOLD);

  /** Feeds intervals of 100 observations; returns the number of intervals to the alarm, or -1. */
  private int intervalsToAlarm(Random random, double rate, int intervals) {
    for (int n = 0; n < intervals; n++) {
      int hits = 0;
      for (int i = 0; i < 100; i++) {
        hits += random.nextDouble() < rate ? 1 : 0;
      }
      if (detector.add(hits / 100.0, 100) >= 1) {
        return n + 1;
      }
    }
    return -1;
  }

  @Property(tries = 100)
  void aSteadyRateRaisesNoAlarmAndASuddenFallRaisesOneSoon(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.3, max = 0.8) double rate) {
    PageHinkleyTest fresh = new PageHinkleyTest();
    Random random = new Random(seed);
    assertThat(fresh.intervalsToAlarm(random, rate, 300)).isEqualTo(-1);
    // A fall of 0.15 adds 13 an interval.
    assertThat(fresh.intervalsToAlarm(random, rate - 0.15, 30)).isBetween(1, 20);
  }

  @Test
  void aRiseRaisesNone() {
    Random random = new Random(1);
    assertThat(intervalsToAlarm(random, 0.3, 100)).isEqualTo(-1);
    assertThat(intervalsToAlarm(random, 0.6, 100)).isEqualTo(-1);
  }

  @Test
  void startsAnewAfterAnAlarm() {
    Random random = new Random(1);
    assertThat(intervalsToAlarm(random, 0.6, 100)).isEqualTo(-1);
    assertThat(intervalsToAlarm(random, 0.3, 30)).isPositive();
    assertThat(intervalsToAlarm(random, 0.3, 300)).isEqualTo(-1);
  }

  /** The oracle sums all observations anew after each. */
  @Property(tries = 50)
  void isThatOfTheDefinitionAlsoWhenInterrupted(@ForAll long seed) {
    Random random = new Random(seed);
    List<double[]> all = new ArrayList<>();
    PageHinkley packed = new PageHinkley(TOLERANCE, 1e9);
    for (int n = 0; n < 40; n++) {
      double[] next = {random.nextDouble(), 1 + random.nextInt(50)};
      all.add(next);
      double nearness = packed.add(next[0], (long) next[1]);
      packed = Repacked.of(PageHinkley.format(TOLERANCE, 1e9), packed);
      assertThat(nearness).isCloseTo(plain(all) / 1e9, within(1e-12));
    }
  }

  private static double plain(List<double[]> all) {
    double sum = 0;
    double least = 0;
    for (int n = 1; n < all.size(); n++) {
      double total = 0;
      double weighted = 0;
      for (double[] before : all.subList(0, n)) {
        total += before[1];
        weighted += before[0] * before[1];
      }
      sum += all.get(n)[1] * (weighted / total - all.get(n)[0] - TOLERANCE);
      least = Math.min(least, sum);
    }
    return sum - least;
  }
}
