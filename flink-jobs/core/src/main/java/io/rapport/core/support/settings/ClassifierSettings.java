package io.rapport.core.support.settings;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the ticket classifier's learning and of its abstention.
 *
 * @param rate AdaGrad's step
 * @param initialSquare start of AdaGrad's sum of squared gradients; small, so that a feature's
 *     first sight moves its weight by about {@code rate}
 * @param tolerance error of a label's probability below which a step leaves the label alone, which
 *     keeps the rows sparse
 * @param shards parts the model is published in, a power of two
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

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
