package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How the ticket classifier learns and when it holds its tongue.
 *
 * @param maxLabels intents it will learn, 1 to 32767; further ones are refused and counted
 * @param rate AdaGrad's step
 * @param initialSquare what AdaGrad's sum of squared gradients starts from; small, so that a
 *     feature's first sight moves its weight by about {@code rate}
 * @param tolerance labels whose probability is wrong by less are left alone by a step, which is
 *     what keeps the rows sparse
 * @param replays examples of the reservoir learned again with each new one
 * @param reservoir examples kept for that
 * @param maxWeights weights kept over all features; the smallest are forgotten beyond
 * @param shards parts the model is published in, a power of two
 * @param window latest scored-before-learned examples that calibrate and set the threshold
 * @param riskTarget share of wrong answers allowed among those given, above 0; 1 turns it off
 * @param minimumConfidence calibrated probability below which the classifier always abstains
 * @param seed of the choice of what is replayed
 */
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
    implements Serializable {

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

  /** Chosen on a split of Banking77's training part. */
  public static ClassifierSettings standard() {
    return new ClassifierSettings(
        512, 0.7f, 0.001f, 0.02, 4, 4096, 2_000_000, 512, 1000, 0.1, 0.2, 1);
  }
}
