package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import java.io.Serializable;

/**
 * How it is counted what is bought together.
 *
 * @param decay how fast what was counted fades
 * @param maxLines different items of one order that are paired
 * @param maxPairs items counted beside one; the one counted least gives way; 0 switches it off
 * @param replySize best of them sent to the visitor
 * @param significance log-likelihood ratio below which a pair is taken for chance; 6.63 is passed
 *     by one in a hundred pairs that are
 * @param orderExpiryMillis time after which an order is forgotten, so that a return of it does not
 *     count any more
 * @param expiryMillis time after which an item's counts are forgotten unless it is bought again
 */
public record BoughtSettings(
    ForwardDecay decay,
    int maxLines,
    int maxPairs,
    int replySize,
    double significance,
    long orderExpiryMillis,
    long expiryMillis)
    implements Serializable {

  private static final long DAY = 86_400_000;

  public static final BoughtSettings DEFAULT =
      new BoughtSettings(ForwardDecay.halfLife(30 * DAY), 30, 50, 20, 6.63, 60 * DAY, 180 * DAY);

  public BoughtSettings {
    Checks.atLeast("maxLines", maxLines, 2);
    Checks.atLeast("maxPairs", maxPairs, 0);
    Checks.atLeast("replySize", replySize, 1);
    Checks.within("significance", significance, 0, 1e9);
    Checks.atLeast("orderExpiryMillis", orderExpiryMillis, 1);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }
}
