package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * What is remembered of a visitor's way.
 *
 * @param window how many earlier items of a session are paired with the next one
 * @param sessionGapMillis inactivity that ends a session when the website names no sessions
 * @param allowedLatenessMillis an event older than the visitor's newest by more than this is late
 * @param rememberedIds event ids kept to tell duplicates
 * @param eventsPerMinute a visitor's clicks on items beyond this many in one minute teach nothing;
 *     impressions and searches do not count
 * @param expiryMillis inactivity after which the history is forgotten
 * @param erasure what is kept to be taken back
 */
public record HistorySettings(
    int window,
    long sessionGapMillis,
    long allowedLatenessMillis,
    int rememberedIds,
    int eventsPerMinute,
    long expiryMillis,
    ErasureSettings erasure)
    implements Serializable {

  public static final HistorySettings DEFAULT =
      new HistorySettings(
          10, minutes(30), minutes(5), 64, 120, minutes(24 * 60), ErasureSettings.DEFAULT);

  /** With the usual ways to be erased. */
  public HistorySettings(
      int window,
      long sessionGapMillis,
      long allowedLatenessMillis,
      int rememberedIds,
      int eventsPerMinute,
      long expiryMillis) {
    this(
        window,
        sessionGapMillis,
        allowedLatenessMillis,
        rememberedIds,
        eventsPerMinute,
        expiryMillis,
        DEFAULT.erasure);
  }

  public HistorySettings {
    Checks.atLeast("window", window, 1);
    Checks.atLeast("sessionGapMillis", sessionGapMillis, 1);
    Checks.atLeast("allowedLatenessMillis", allowedLatenessMillis, 0);
    Checks.atLeast("rememberedIds", rememberedIds, 1);
    Checks.atLeast("eventsPerMinute", eventsPerMinute, 1);
    Checks.atLeast("expiryMillis", expiryMillis, 1);
  }

  private static long minutes(long n) {
    return n * 60_000;
  }
}
