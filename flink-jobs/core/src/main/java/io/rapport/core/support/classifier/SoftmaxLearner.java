package io.rapport.core.support.classifier;

import io.rapport.core.stats.Softmax;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.text.Features;
import java.util.BitSet;

/**
 * Learns {@link SoftmaxWeights} online by AdaGrad (Duchi et al., JMLR 2011) on the cross-entropy,
 * skipping labels whose gradient is below a tolerance. Records which shards changed.
 */
public final class SoftmaxLearner {

  /** The share of the bound to which pruning reduces the weights, so that it is rare. */
  private static final double PRUNED_SHARE = 0.9;

  private final SoftmaxWeights weights;
  private final ClassifierSettings settings;
  private final BitSet changed;

  public SoftmaxLearner(SoftmaxWeights weights, ClassifierSettings settings, BitSet changed) {
    this.weights = weights;
    this.settings = settings;
    this.changed = changed;
  }

  public SoftmaxWeights weights() {
    return weights;
  }

  /**
   * Takes one gradient step on one example.
   *
   * @param label the right one, below {@code labels}
   * @param labels number of known labels
   */
  public void learn(Features features, int label, int labels) {
    double[] probabilities = Softmax.probabilities(weights.logits(features, labels), 1);
    boolean stepped = false;
    for (int k = 0; k < labels; k++) {
      double gradient = probabilities[k] - (k == label ? 1 : 0);
      if (Math.abs(gradient) > settings.tolerance()) {
        weights.descend(features, k, gradient, settings.rate(), settings.initialSquare());
        stepped = true;
      }
    }
    if (stepped) {
      touch(features);
    }
  }

  private void touch(Features features) {
    for (int feature : features.indices()) {
      changed.set(weights.shardOf(feature));
    }
    if (weights.entries() > settings.maxWeights()) {
      weights.prune((int) (PRUNED_SHARE * settings.maxWeights()));
      changed.set(0, settings.shards());
    }
  }
}
