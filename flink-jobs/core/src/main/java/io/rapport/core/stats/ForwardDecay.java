package io.rapport.core.stats;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * Exponential forward decay (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE 2009): an
 * event at time {@code t} adds {@code e^(lambda (t - L))}, with {@code L} a landmark of the key. A
 * count once added never changes; dividing the sum by {@code e^(lambda (now - L))} gives the
 * decayed sum. Late events need no special case.
 *
 * @param halfLifeMillis time in which a count falls to half
 */
public record ForwardDecay(long halfLifeMillis) implements Serializable {

  /**
   * The exponent at which a key moves its landmark: e^40 is 2e17, so that single-precision sums
   * stay far below their largest value, 3e38.
   */
  static final double MAX_EXPONENT = 40;

  public ForwardDecay {
    Checks.atLeast("halfLifeMillis", halfLifeMillis, 1);
  }

  public static ForwardDecay halfLife(long millis) {
    return new ForwardDecay(millis);
  }

  /** The weight of an event at {@code time} for a key with the given landmark. */
  public double weight(long time, long landmark) {
    return Math.exp(exponent(time, landmark));
  }

  /** The factor by which a count decays in {@code elapsedMillis}. */
  public double fade(long elapsedMillis) {
    return Math.exp(-exponent(elapsedMillis, 0));
  }

  /** Whether the key must move its landmark before it counts an event at {@code time}. */
  public boolean outgrown(long time, long landmark) {
    return exponent(time, landmark) > MAX_EXPONENT;
  }

  private double exponent(long time, long landmark) {
    return Math.log(2) * (time - landmark) / halfLifeMillis;
  }
}
