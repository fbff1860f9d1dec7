package io.rapport.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProportionTest {

  /** At each limit a score test of the observed share is just significant. */
  @Property
  void theLimitsSolveTheScoreTest(
      @ForAll @IntRange(min = 0, max = 500) int some, @ForAll @IntRange(max = 500) int others) {
    int trials = Math.max(1, some + Math.max(0, others));
    Proportion share = new Proportion(some, trials);
    for (double limit : new double[] {share.lower(), share.upper()}) {
      if (limit > 1e-9 && limit < 1 - 1e-9) {
        double z = (share.value() - limit) / Math.sqrt(limit * (1 - limit) / trials);
        assertThat(Math.abs(z)).isCloseTo(1.95996, within(1e-4));
      }
    }
    assertThat(share.value()).isBetween(share.lower() - 1e-9, share.upper() + 1e-9);
  }

  @Test
  void matchesPublishedExamples() {
    // Newcombe 1998, table II, method 10: 56/70 less 48/80.
    Proportion one = new Proportion(56, 70);
    Proportion other = new Proportion(48, 80);
    assertThat(one.lessLower(other)).isCloseTo(0.0524, within(1e-4));
    assertThat(one.lessUpper(other)).isCloseTo(0.3339, within(1e-4));
    assertThat(one.differs(other)).isTrue();
    assertThat(new Proportion(9, 10).differs(new Proportion(3, 10))).isTrue();
    assertThat(new Proportion(5, 10).differs(new Proportion(3, 10))).isFalse();
  }
}
