package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of ranking a visitor's recommendation. */
@RecordBuilder
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
    implements Serializable, RankingSettingsBuilder.With {

  private static final long HOUR = 3_600_000;

  public static final RankingSettings DEFAULT =
      RankingSettingsBuilder.builder()
          .size(20)
          .stepDecay(0.4)
          .cachedReplies(6)
          .reasons(3)
          .boughtItems(100)
          .seenFilter(SeenFilter.CURRENT)
          .seenItems(100)
          .unavailableItems(200_000)
          .repliesExpiryMillis(2 * HOUR)
          .expiryMillis(90 * 24 * HOUR)
          .knownItems(1_000_000)
          .knownNames(10_000)
          .touchedItems(20)
          .touchedExpiryMillis(14 * 24 * HOUR)
          .build();

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
}
