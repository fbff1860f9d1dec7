package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.ranking.Arm;
import java.util.List;

/**
 * Estimates the reward of another policy from logged trials: by inverse propensity scoring (Horvitz
 * and Thompson, 1952), which is unbiased, and by its self-normalised form (Swaminathan and
 * Joachims, NIPS 2015), which has less variance.
 */
public final class PolicyEstimator {

  private static final double Z95 = 1.959963984540054;

  private final Policy policy;
  private long trials;
  private double weights;
  private double squaredWeights;
  private double gains; // weight times reward
  private double squaredGains;
  private double crossed; // weight times gain

  public PolicyEstimator(Policy policy) {
    this.policy = policy;
  }

  /**
   * Adds one trial.
   *
   * @param chosen the arm that was drawn and shown
   * @param reward its outcome, for instance 1 for a click and 0 for none
   */
  public void add(List<Arm> arms, int chosen, double reward) {
    double weight = policy.probabilities(arms)[chosen] / arms.get(chosen).propensity();
    double gain = weight * reward;
    trials++;
    weights += weight;
    squaredWeights += weight * weight;
    gains += gain;
    squaredGains += gain * gain;
    crossed += weight * gain;
  }

  /**
   * An estimate of a policy's reward a trial.
   *
   * @param trials logged
   * @param ips unbiased estimate; NaN without trials
   * @param ipsError half the width of its 95% interval
   * @param snips self-normalised estimate
   * @param snipsError half the width of its 95% interval, by the delta method
   * @param effectiveTrials number of the policy's own trials with the same information
   */
  public record Estimate(
      long trials,
      double ips,
      double ipsError,
      double snips,
      double snipsError,
      double effectiveTrials) {}

  /** The estimate from the trials so far. */
  public Estimate estimate() {
    double n = trials;
    double ips = gains / n;
    double snips = gains / weights;
    double ipsVariance = Math.max(0, squaredGains / n - ips * ips) / n;
    // Sum of (weight * (reward - snips))^2, for rewards r: w^2 r^2 - 2 s w^2 r + s^2 w^2.
    double residuals = squaredGains - 2 * snips * crossed + snips * snips * squaredWeights;
    double snipsVariance = Math.max(0, residuals) / (weights * weights);
    return new Estimate(
        trials,
        ips,
        Z95 * Math.sqrt(ipsVariance),
        snips,
        Z95 * Math.sqrt(snipsVariance),
        weights * weights / squaredWeights);
  }
}
