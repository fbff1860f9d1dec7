package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How a visitor's recommendation is made.
 *
 * @param size items recommended
 * @param stepDecay weight of the neighbours of an item relative to those of the item after it
 * @param cachedReplies the visitor's items whose neighbours are kept
 * @param reasons contributions named for a recommended item, largest first
 * @param boughtItems items bought that are remembered and not recommended; 0 lets them through
 * @param seenFilter which items looked at are not recommended
 * @param seenItems items looked at that are remembered, for {@link SeenFilter#ALL}
 * @param unavailableItems items known to be unavailable; when more, the longest unavailable give
 *     way
 * @param knownItems items of the catalogue whose category, brand and price are known
 * @param knownNames categories whose names are known, and brands
 * @param touchedItems items last touched, in this session and before, that are candidates for their
 *     visitor; 0 for the session's alone
 * @param touchedExpiryMillis inactivity after which what was touched is forgotten
 */
public record RankingSettings(
    int size,
    double stepDecay,
    int cachedReplies,
    int reasons,
    int boughtItems,
    SeenFilter seenFilter,
    int seenItems,
    int unavailableItems,
    long repliesExpiryMillis,
    long expiryMillis,
    int knownItems,
    int knownNames,
    int touchedItems,
    long touchedExpiryMillis)
    implements Serializable {

  private static final long HOUR = 3_600_000;

  public static final RankingSettings DEFAULT =
      new RankingSettings(
          20,
          0.4,
          6,
          3,
          100,
          SeenFilter.CURRENT,
          100,
          200_000,
          2 * HOUR,
          90 * 24 * HOUR,
          1_000_000,
          10_000,
          20,
          14 * 24 * HOUR);

  /** With the usual bounds of what is known of the catalogue, and of what was touched. */
  public RankingSettings(
      int size,
      double stepDecay,
      int cachedReplies,
      int reasons,
      int boughtItems,
      SeenFilter seenFilter,
      int seenItems,
      int unavailableItems,
      long repliesExpiryMillis,
      long expiryMillis) {
    this(
        size,
        stepDecay,
        cachedReplies,
        reasons,
        boughtItems,
        seenFilter,
        seenItems,
        unavailableItems,
        repliesExpiryMillis,
        expiryMillis,
        DEFAULT.knownItems,
        DEFAULT.knownNames,
        DEFAULT.touchedItems,
        DEFAULT.touchedExpiryMillis);
  }

  public RankingSettings {
    Checks.atLeast("size", size, 1);
    Checks.within("stepDecay", stepDecay, 0, 1);
    Checks.atLeast("cachedReplies", cachedReplies, 1);
    Checks.atLeast("reasons", reasons, 0);
    Checks.atLeast("boughtItems", boughtItems, 0);
    Checks.atLeast("seenItems", seenItems, 1);
    Checks.atLeast("unavailableItems", unavailableItems, 1);
    Checks.atLeast("knownItems", knownItems, 0);
    Checks.atLeast("knownNames", knownNames, 0);
    Checks.atLeast("touchedItems", touchedItems, 0);
    Checks.atLeast("touchedExpiryMillis", touchedExpiryMillis, 1);
    Checks.atLeast("repliesExpiryMillis", repliesExpiryMillis, 1);
    Checks.atLeast("expiryMillis", expiryMillis, repliesExpiryMillis);
  }

  /** The same with another number of items recommended. */
  public RankingSettings withSize(int items) {
    return with(items, boughtItems, seenFilter, touchedItems);
  }

  /** The same with another number of items bought that are remembered and not recommended. */
  public RankingSettings withBoughtItems(int items) {
    return with(size, items, seenFilter, touchedItems);
  }

  /** The same with another number of items touched that are remembered. */
  public RankingSettings withTouchedItems(int items) {
    return with(size, boughtItems, seenFilter, items);
  }

  /** The same with another filter of items seen. */
  public RankingSettings withSeenFilter(SeenFilter filter) {
    return with(size, boughtItems, filter, touchedItems);
  }

  private RankingSettings with(int items, int bought, SeenFilter filter, int touched) {
    return new RankingSettings(
        items,
        stepDecay,
        cachedReplies,
        reasons,
        bought,
        filter,
        seenItems,
        unavailableItems,
        repliesExpiryMillis,
        expiryMillis,
        knownItems,
        knownNames,
        touched,
        touchedExpiryMillis);
  }
}
