package io.rapport.core.customer;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * Bounds and times of the customer domain; times in milliseconds of event time.
 *
 * @param maxCategories categories whose decayed interest is kept a customer
 * @param topCategories categories a profile shows
 * @param maxItems items last touched, kept a customer
 * @param maxTickets tickets not yet closed, kept a customer
 * @param maxCurrencies currencies in which spend is kept a customer
 * @param interestHalfLife after how long an interest counts half
 * @param recentIds event ids remembered a key to drop duplicates
 * @param maxIdentifiers cookies, e-mail addresses and telephone numbers linked to an account
 * @param linkRefresh a link already made is not repeated within this time
 * @param emitInterval a profile is emitted at most once in this time
 * @param retention a customer or identifier without events for this long is forgotten
 * @param rfmSample customers sampled a site to find the quintiles of RFM
 * @param rfmInterval quintiles are published at most once in this time
 */
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
    implements Serializable {

  private static final long DAY = 86_400_000L;

  public static final CustomerSettings DEFAULT =
      new CustomerSettings(
          32, 5, 20, 64, 8, 14 * DAY, 128, 32, 600_000, 1_000, 180 * DAY, 1_000, 1_000);

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
    Checks.atLeast("linkRefresh", linkRefresh, 1);
    Checks.atLeast("emitInterval", emitInterval, 1);
    Checks.atLeast("retention", retention, 1);
    Checks.atLeast("rfmSample", rfmSample, 1);
    Checks.atLeast("rfmInterval", rfmInterval, 1);
  }
}
