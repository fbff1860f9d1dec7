package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the ticket classifier's learning and abstention.
 *
 * @param rate AdaGrad's step
 * @param initialSquare start of AdaGrad's sum of squared gradients; small, so that the first
 *     example of a feature moves its weight by about {@code rate}
 * @param tolerance error of a label's probability below which a step skips the label, which keeps
 *     the rows sparse
 * @param shards number of parts in which the model is published, a power of two
 * @param seed of the choice of the examples replayed
 */
@RecordBuilder
public record ClassifierSettings(
    int maxLabels,
    float rate,
    float initialSquare,
    double tolerance,
    int replays,
    int reservoir,
    int maxWeights,
    int shards,
    int window,
    double riskTarget,
    double minimumConfidence,
    long seed)
    implements Serializable, ClassifierSettingsBuilder.With {

  /** Chosen on a split of Banking77's training part. */
  public static final ClassifierSettings DEFAULT =
      ClassifierSettingsBuilder.builder()
          .maxLabels(512)
          .rate(0.7f)
          .initialSquare(0.001f)
          .tolerance(0.02)
          .replays(4)
          .reservoir(4096)
          .maxWeights(2_000_000)
          .shards(512)
          .window(1000)
          .riskTarget(0.1)
          .minimumConfidence(0.2)
          .seed(1)
          .build();

  public ClassifierSettings {
    Checks.within("maxLabels", maxLabels, 1, Short.MAX_VALUE);
    Checks.above("rate", rate, 0);
    Checks.above("initialSquare", initialSquare, 0);
    Checks.that(
        tolerance >= 0 && tolerance < 1,
        "tolerance must be at least 0 and below 1 but is " + tolerance);
    Checks.atLeast("replays", replays, 0);
    Checks.atLeast("reservoir", reservoir, 1);
    Checks.atLeast("maxWeights", maxWeights, 1);
    Checks.powerOfTwo("shards", shards);
    Checks.atLeast("window", window, 1);
    Checks.positiveShare("riskTarget", riskTarget);
    Checks.that(
        minimumConfidence >= 0,
        "minimumConfidence must not be below 0 but is " + minimumConfidence);
  }
}
