package io.rapport.core.recommendation.rules;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import java.util.List;

/**
 * A comparison of variants, each seen by a share of the visitors; the others see none.
 *
 * <p>One hash of the experiment's name and the visitor decides who takes part; one more hash a
 * variant, weighted by the shares, decides which variant (weighted rendezvous hashing: the least of
 * {@code -ln(u) / share}). So experiments are independent of one another. When all shares grow
 * alike, every visitor keeps their variant; when one grows, visitors move into it only.
 */
public record Experiment(String name, List<Variant> variants) {

  public static final int MOST_VARIANTS = 8;

  private static final double ROUNDING = 1e-9;

  public Experiment {
    Checks.within("variants of experiment " + name, variants.size(), 1, MOST_VARIANTS);
    Checks.that(
        total(variants) <= 1 + ROUNDING,
        "the shares of experiment " + name + " exceed 1: their sum is " + total(variants));
    variants = List.copyOf(variants);
  }

  private static double total(List<Variant> variants) {
    return variants.stream().mapToDouble(Variant::share).sum();
  }

  /** A visitor's variant; null for one who does not take part. */
  public Variant variantOf(String visitorKey) {
    if (point(name + '\n' + visitorKey) >= total(variants)) {
      return null;
    }
    Variant least = null;
    double leastDistance = Double.POSITIVE_INFINITY;
    for (Variant variant : variants) {
      double distance =
          -Math.log(point(name + '\n' + variant.name() + '\n' + visitorKey)) / variant.share();
      if (distance < leastDistance) {
        leastDistance = distance;
        least = variant;
      }
    }
    return least;
  }

  /** A uniform number for a text, above 0 and below 1. */
  private static double point(String text) {
    return Hash64.share(text) + 0x1p-54; // of the middle of its step
  }
}
