package io.rapport.core.support.settings;

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
    require(maxLabels >= 1 && maxLabels <= Short.MAX_VALUE, "maxLabels must be 1 to 32767");
    require(rate > 0 && initialSquare > 0, "rate and initialSquare must be above 0");
    require(tolerance >= 0 && tolerance < 1, "tolerance must be at least 0 and below 1");
    require(replays >= 0 && reservoir >= 1, "replays cannot be negative, reservoir not below 1");
    require(maxWeights >= 1, "maxWeights must be at least 1");
    require(Integer.bitCount(shards) == 1, "shards must be a power of two");
    require(window >= 1, "window must be at least 1");
    require(riskTarget > 0 && riskTarget <= 1, "riskTarget must be above 0 and at most 1");
    require(minimumConfidence >= 0, "minimumConfidence cannot be negative");
  }

  /** Chosen on a split of Banking77's training part. */
  public static ClassifierSettings standard() {
    return new ClassifierSettings(
        512, 0.7f, 0.001f, 0.02, 4, 4096, 2_000_000, 512, 1000, 0.1, 0.2, 1);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
