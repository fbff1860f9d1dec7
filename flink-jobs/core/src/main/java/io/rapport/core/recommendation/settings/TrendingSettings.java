package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.stats.ForwardDecay;
import java.io.Serializable;

/**
 * What a visitor without history is shown: by category and by the customer's segment where they are
 * known.
 *
 * @param decay how fast visits fade
 * @param capacity items counted a site; the lowest gives way
 * @param size items published a site; 0 switches trending off
 * @param reportIntervalMillis an item reports its visits at most once in this time, so that a
 *     site's one key never sees every event
 * @param publishIntervalMillis a site's list is published at most once in this time
 * @param lists sites, categories and segments whose lists are held by the rankers; further ones are
 *     not kept
 * @param segments segments whose visits an item tells apart; 0 for none
 * @param expiryMillis inactivity after which a site is forgotten
 */
public record TrendingSettings(
    ForwardDecay decay,
    int capacity,
    int size,
    long reportIntervalMillis,
    long publishIntervalMillis,
    int lists,
    int segments,
    long expiryMillis)
    implements Serializable {

  private static final long HOUR = 3_600_000;

  public static final TrendingSettings DEFAULT =
      new TrendingSettings(
          ForwardDecay.halfLife(6 * HOUR), 1_000, 50, 10_000, 5_000, 1_000, 32, 7 * 24 * HOUR);

  public TrendingSettings {
    Checks.atLeast("size", size, 0);
    Checks.atLeast("capacity", capacity, Math.max(1, size));
    Checks.atLeast("reportIntervalMillis", reportIntervalMillis, 0);
    Checks.atLeast("publishIntervalMillis", publishIntervalMillis, 0);
    Checks.atLeast("lists", lists, 1);
    Checks.atLeast("segments", segments, 0);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }

  /** The same without trending. */
  public TrendingSettings off() {
    return new TrendingSettings(
        decay,
        capacity,
        0,
        reportIntervalMillis,
        publishIntervalMillis,
        lists,
        segments,
        expiryMillis);
  }
}
