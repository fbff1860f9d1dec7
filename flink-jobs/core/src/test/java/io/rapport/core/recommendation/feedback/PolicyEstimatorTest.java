package io.rapport.core.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.recommendation.ranking.Arm;
import io.rapport.core.recommendation.ranking.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEstimatorTest {

  private static final int TRIALS = 60_000;
  private static final double[] CLICK_RATES = {0.05, 0.2, 0.1, 0.02};

  /** Arms whose scores do not rank the best-liked item first. */
  private static List<Arm> arms() {
    double[] scores = {4, 3, 2, 1};
    double[] propensities = Explorer.propensities(scores, 5);
    List<Arm> arms = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      arms.add(new Arm("i" + i, propensities[i], scores[i]));
    }
    return arms;
  }

  private static double truth(Policy policy) {
    double sum = 0;
    double[] probabilities = policy.probabilities(arms());
    for (int i = 0; i < probabilities.length; i++) {
      sum += probabilities[i] * CLICK_RATES[i];
    }
    return sum;
  }

  private static PolicyEstimator.Estimate estimate(Policy policy, int trials, long seed) {
    PolicyEstimator estimator = new PolicyEstimator(policy);
    Random random = new Random(seed);
    List<Arm> arms = arms();
    for (int n = 0; n < trials; n++) {
      double at = random.nextDouble();
      int chosen = 0;
      while (chosen < 3 && at >= arms.get(chosen).propensity()) {
        at -= arms.get(chosen++).propensity();
      }
      estimator.add(arms, chosen, random.nextDouble() < CLICK_RATES[chosen] ? 1 : 0);
    }
    return estimator.estimate();
  }

  @ParameterizedTest
  @ValueSource(strings = {"logged", "best", "uniform", "greed=0", "greed=50"})
  void findsWhatThePolicyWouldHaveGained(String name) {
    Policy policy = Policy.named(name);
    PolicyEstimator.Estimate estimate = estimate(policy, TRIALS, 7);
    assertThat(estimate.ips()).isCloseTo(truth(policy), within(0.006));
    assertThat(estimate.snips()).isCloseTo(truth(policy), within(0.006));
  }

  @Test
  void theIntervalsHoldTheTruthAboutNinetyFiveTimesInAHundred() {
    Policy policy = Policy.named("uniform");
    int ips = 0;
    int snips = 0;
    for (int seed = 0; seed < 400; seed++) {
      PolicyEstimator.Estimate e = estimate(policy, 1_500, seed);
      ips += Math.abs(e.ips() - truth(policy)) <= e.ipsError() ? 1 : 0;
      snips += Math.abs(e.snips() - truth(policy)) <= e.snipsError() ? 1 : 0;
    }
    assertThat(ips).isBetween(364, 396);
    assertThat(snips).isBetween(364, 396);
  }

  /** The oracle writes the sums out, trial by trial. */
  @Property(tries = 50)
  void estimatesAreThoseOfTheDefinition(@ForAll long seed) {
    Random random = new Random(seed);
    Policy policy = Policy.named("best");
    PolicyEstimator estimator = new PolicyEstimator(policy);
    List<double[]> pairs = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      List<Arm> arms = List.of(new Arm("a", 0.5, random.nextDouble()), new Arm("b", 0.5, 0.5));
      int chosen = random.nextInt(2);
      double reward = random.nextDouble();
      estimator.add(arms, chosen, reward);
      pairs.add(new double[] {policy.probabilities(arms)[chosen] / 0.5, reward});
    }
    double gains = pairs.stream().mapToDouble(p -> p[0] * p[1]).sum();
    double weights = pairs.stream().mapToDouble(p -> p[0]).sum();
    double squares = pairs.stream().mapToDouble(p -> p[0] * p[0]).sum();
    PolicyEstimator.Estimate estimate = estimator.estimate();
    assertThat(estimate.ips()).isCloseTo(gains / 40, within(1e-9));
    assertThat(estimate.snips()).isCloseTo(gains / weights, within(1e-9));
    assertThat(estimate.effectiveTrials()).isCloseTo(weights * weights / squares, within(1e-6));
    double variance =
        pairs.stream().mapToDouble(p -> Math.pow(p[0] * (p[1] - gains / weights), 2)).sum();
    assertThat(estimate.snipsError())
        .isCloseTo(1.959963984540054 * Math.sqrt(variance) / weights, within(1e-6));
  }

  @Test
  void namesWhatItKnows() {
    assertThatThrownBy(() -> Policy.named("greedy")).hasMessageContaining("uniform");
    assertThatThrownBy(() -> Policy.named("greed=much")).hasMessageContaining("greed=10");
  }
}
