package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.ranking.Arm;
import io.rapport.core.recommendation.ranking.Explorer;
import java.util.Arrays;
import java.util.List;

/** A policy that draws the item of an explored slot from its arms. */
@FunctionalInterface
public interface Policy {

  /** The names of policies, for help texts. */
  String FORMS = "logged, best, uniform, greed=N";

  /**
   * The probabilities of the arms.
   *
   * @return none negative, adding up to 1
   */
  double[] probabilities(List<Arm> arms);

  /**
   * The policy of a name: {@code logged} draws with the logged probabilities, {@code best} takes
   * the highest score, {@code uniform} draws evenly, {@code greed=N} draws by inverse gap weighting
   * with that greed.
   *
   * @throws IllegalArgumentException for another name, or a greed that is no number
   */
  static Policy named(String name) {
    if (name.startsWith("greed=")) {
      double greed = greed(name);
      return arms -> Explorer.propensities(arms.stream().mapToDouble(Arm::score).toArray(), greed);
    }
    return switch (name) {
      case "logged" -> arms -> arms.stream().mapToDouble(Arm::propensity).toArray();
      case "best" -> Policy::best;
      case "uniform" ->
          arms -> {
            double[] even = new double[arms.size()];
            Arrays.fill(even, 1.0 / arms.size());
            return even;
          };
      default ->
          throw new IllegalArgumentException("unknown policy " + name + "; use one of: " + FORMS);
    };
  }

  private static double greed(String name) {
    try {
      return Double.parseDouble(name.substring("greed=".length()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the greed of policy " + name + " is no number; use for example greed=10", e);
    }
  }

  private static double[] best(List<Arm> arms) {
    int best = 0;
    for (int i = 1; i < arms.size(); i++) {
      best = arms.get(i).score() > arms.get(best).score() ? i : best;
    }
    double[] probabilities = new double[arms.size()];
    probabilities[best] = 1;
    return probabilities;
  }
}
