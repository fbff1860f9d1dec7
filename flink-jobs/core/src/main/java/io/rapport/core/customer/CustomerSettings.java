package io.rapport.core.customer;

import io.rapport.core.settings.Checks;
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
    int maxOwners,
    int maxOrders,
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
          .maxOwners(8)
          .maxOrders(64)
          .linkRefresh(600_000)
          .emitInterval(1_000)
          .retention(180 * DAY)
          .rfmSample(1_000)
          .rfmInterval(1_000)
          .build();

  /** Checks the bounds. */
  public CustomerSettings {
    Checks.atLeast("maxCategories", maxCategories, 1);
    Checks.atLeast("topCategories", topCategories, 1);
    Checks.atLeast("maxItems", maxItems, 1);
    Checks.atLeast("maxTickets", maxTickets, 1);
    Checks.atLeast("maxCurrencies", maxCurrencies, 1);
    Checks.atLeast("interestHalfLife", interestHalfLife, 1);
    Checks.atLeast("recentIds", recentIds, 1);
    Checks.atLeast("maxIdentifiers", maxIdentifiers, 1);
    Checks.atLeast("maxOwners", maxOwners, 1);
    Checks.atLeast("maxOrders", maxOrders, 1);
    Checks.atLeast("linkRefresh", linkRefresh, 1);
    Checks.atLeast("emitInterval", emitInterval, 1);
    Checks.atLeast("retention", retention, 1);
    Checks.atLeast("rfmSample", rfmSample, 1);
    Checks.atLeast("rfmInterval", rfmInterval, 1);
  }
}
