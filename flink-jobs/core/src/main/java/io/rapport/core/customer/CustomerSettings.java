package io.rapport.core.customer;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Bounds and times of the customer domain; times in milliseconds of event time. */
@RecordBuilder
public record CustomerSettings(
    int maxCategories,
    int topCategories,
    int maxItems,
    int maxTickets,
    int maxCurrencies,
    long interestHalfLife,
    int recentIds,
    int maxIdentifiers,
    long linkRefresh,
    long emitInterval,
    long retention,
    int rfmSample,
    long rfmInterval)
    implements Serializable, CustomerSettingsBuilder.With {

  private static final long DAY = 86_400_000L;

  public static final CustomerSettings DEFAULT =
      CustomerSettingsBuilder.builder()
          .maxCategories(32)
          .topCategories(5)
          .maxItems(20)
          .maxTickets(64)
          .maxCurrencies(8)
          .interestHalfLife(14 * DAY)
          .recentIds(128)
          .maxIdentifiers(32)
          .linkRefresh(600_000)
          .emitInterval(1_000)
          .retention(180 * DAY)
          .rfmSample(1_000)
          .rfmInterval(1_000)
          .build();

  /** Checks the bounds. */
  public CustomerSettings {
    positive("maxCategories", maxCategories);
    positive("topCategories", topCategories);
    positive("maxItems", maxItems);
    positive("maxTickets", maxTickets);
    positive("maxCurrencies", maxCurrencies);
    positive("interestHalfLife", interestHalfLife);
    positive("recentIds", recentIds);
    positive("maxIdentifiers", maxIdentifiers);
    positive("linkRefresh", linkRefresh);
    positive("emitInterval", emitInterval);
    positive("retention", retention);
    positive("rfmSample", rfmSample);
    positive("rfmInterval", rfmInterval);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1 but is " + value);
    }
  }
}
