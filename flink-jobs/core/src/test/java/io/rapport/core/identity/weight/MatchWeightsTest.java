package io.rapport.core.identity.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.compare.Population;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.settings.IdentitySettings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchWeightsTest {

  private static final double SHARE_OF_MATCHES = 0.3;

  private final IdentitySettings settings = IdentitySettings.DEFAULT;
  private final PairComparer comparer = new PairComparer(Population.UNKNOWN);
  private final MatchWeights weights = new MatchWeights(comparer, settings);

  @Test
  void initialWeightsAreThoseOfTheLevels() {
    for (Field field : Field.values()) {
      int at = field.index();
      assertThat(weights.bits(at, Level.MISSING)).isZero();
      assertThat(weights.bits(at, Level.SAME)).isPositive();
      assertThat(weights.bits(at, comparer.levels(field).size())).isNegative();
    }
  }

  /** Pairs drawn from known shares: without any label, those of one person are found again. */
  @Test
  void findsTheSharesThatPairsWereDrawnFrom() {
    Random random = new Random(7);
    double[][] m = new double[Field.count()][];
    double[][] u = new double[Field.count()][];
    for (Field field : Field.values()) {
      int levels = comparer.levels(field).size();
      m[field.index()] = shares(levels, 0.5);
      u[field.index()] = shares(levels, 0.05);
    }
    for (int i = 0; i < 50_000; i++) {
      weights.observeRandom(draw(u, random));
    }
    PairSample sample = new PairSample(20_000, 1);
    for (int i = 0; i < 20_000; i++) {
      sample.offer(draw(random.nextDouble() < SHARE_OF_MATCHES ? m : u, random), 0);
    }
    weights.learn(
        sample, MatchWeights.log2(SHARE_OF_MATCHES / (1 - SHARE_OF_MATCHES)), any -> false);
    for (Field field : Field.values()) {
      for (int level = 1; level <= comparer.levels(field).size(); level++) {
        assertThat(weights.m(field, level)).isCloseTo(m[field.index()][level - 1], within(0.05));
        assertThat(weights.u(field, level)).isCloseTo(u[field.index()][level - 1], within(0.05));
      }
    }
  }

  @Test
  void nothingSeenChangesNothing() {
    double before = weights.bits(0, Level.SAME);
    weights.learn(new PairSample(10, 1), -10, any -> false);
    assertThat(weights.bits(0, Level.SAME)).isCloseTo(before, within(1e-9));
  }

  @Test
  void probabilitiesAreThoseOfTheOdds() {
    assertThat(MatchWeights.probability(0)).isEqualTo(0.5);
    assertThat(MatchWeights.probability(2)).isCloseTo(0.8, within(1e-9));
    assertThat(MatchWeights.probability(-2000)).isZero();
  }

  private static double[] shares(int levels, double first) {
    double[] shares = new double[levels];
    shares[0] = first;
    for (int i = 1; i < levels; i++) {
      shares[i] = (1 - first) / (levels - 1);
    }
    return shares;
  }

  private static byte[] draw(double[][] shares, Random random) {
    byte[] levels = new byte[shares.length];
    for (int field = 0; field < levels.length; field++) {
      double left = random.nextDouble();
      int level = 0;
      while (level < shares[field].length - 1 && left >= shares[field][level]) {
        left -= shares[field][level++];
      }
      levels[field] = (byte) (level + 1);
    }
    return levels;
  }
}
