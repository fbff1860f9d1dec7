package io.rapport.simulator.people;

import io.rapport.simulator.shop.Assortment;
import java.util.random.RandomGenerator;

/** A visitor's liking of each department; a random walk in logarithms makes it drift. */
final class Taste {

  private static final double FAVOURED = 2.0;
  private static final double BOUND = 4.0;

  private final double[] logWeights;

  Taste(Persona persona, Assortment assortment, RandomGenerator random) {
    logWeights = new double[assortment.departments()];
    for (int i = 0; i < logWeights.length; i++) {
      double base = persona.favours(assortment.departmentName(i)) ? FAVOURED : 0;
      logWeights[i] = base + 0.7 * random.nextGaussian();
    }
  }

  /** One step of the walk, kept within bounds so that no department dies out for good. */
  void drift(double step, RandomGenerator random) {
    for (int i = 0; i < logWeights.length; i++) {
      double moved = logWeights[i] + step * random.nextGaussian();
      logWeights[i] = Math.max(-BOUND, Math.min(BOUND, moved));
    }
  }

  /** A department, with probability in proportion to the exponential of its weight. */
  int draw(RandomGenerator random) {
    double sum = 0;
    for (double weight : logWeights) {
      sum += StrictMath.exp(weight);
    }
    double at = random.nextDouble() * sum;
    for (int i = 0; i < logWeights.length - 1; i++) {
      at -= StrictMath.exp(logWeights[i]);
      if (at < 0) {
        return i;
      }
    }
    return logWeights.length - 1;
  }
}
