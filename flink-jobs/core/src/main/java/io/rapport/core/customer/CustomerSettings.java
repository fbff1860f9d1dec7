package io.rapport.core.customer;

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
