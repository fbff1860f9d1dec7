package io.rapport.jobs.customer;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the customer job. All times are event times. */
public final class CustomerOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.customer");
  private static final CustomerSettings DEFAULT = CustomerSettings.DEFAULT;

  public static final ConfigOption<Integer> MAX_CATEGORIES =
      OPTIONS.number(
          "max-categories",
          DEFAULT.maxCategories(),
          "Categories per customer whose decayed interest is kept.");

  public static final ConfigOption<Integer> TOP_CATEGORIES =
      OPTIONS.number(
          "top-categories",
          DEFAULT.topCategories(),
          "Categories in a published profile, strongest first.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      OPTIONS.number("max-items", DEFAULT.maxItems(), "Last touched items kept per customer.");

  public static final ConfigOption<Integer> MAX_TICKETS =
      OPTIONS.number("max-tickets", DEFAULT.maxTickets(), "Open tickets kept per customer.");

  public static final ConfigOption<Integer> MAX_CURRENCIES =
      OPTIONS.number(
          "max-currencies",
          DEFAULT.maxCurrencies(),
          "Currencies per customer in which spend is kept.");

  public static final ConfigOption<Duration> INTEREST_HALF_LIFE =
      OPTIONS.time(
          "interest-half-life",
          DEFAULT.interestHalfLife(),
          "Half-life of the interest in a category.");

  public static final ConfigOption<Integer> MAX_RECENT_IDS =
      OPTIONS.number(
          "max-recent-ids",
          DEFAULT.recentIds(),
          "Event ids remembered per account or identifier to drop duplicates; 8 bytes" + " each.");

  public static final ConfigOption<Integer> MAX_IDENTIFIERS =
      OPTIONS.number(
          "max-identifiers",
          DEFAULT.maxIdentifiers(),
          "Cookies, e-mail addresses and telephone numbers linked to an account. The"
              + " one longest not seen with the account is unlinked and becomes a customer of"
              + " its own again.");

  public static final ConfigOption<Integer> MAX_OWNERS =
      OPTIONS.number(
          "max-owners",
          DEFAULT.maxOwners(),
          "Logins and logouts remembered of a cookie, so that an event goes to the account that"
              + " used the cookie at the time.");

  public static final ConfigOption<Integer> MAX_ORDERS =
      OPTIONS.number(
          "max-orders",
          DEFAULT.maxOrders(),
          "Orders of a customer of which later versions replace the earlier ones. A later version"
              + " of an older order counts as an order of its own.");

  public static final ConfigOption<Duration> LINK_INTERVAL =
      OPTIONS.time(
          "link-interval",
          DEFAULT.linkRefresh(),
          "Time within which an existing link of an e-mail address or telephone number is not"
              + " sent again.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.emitInterval(),
          "Shortest time between two publications of a changed profile.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          DEFAULT.retention(),
          "Time without events after which a customer or identifier is forgotten.");

  public static final ConfigOption<Integer> RFM_RESERVOIR =
      OPTIONS.number(
          "rfm.reservoir",
          DEFAULT.rfmSample(),
          "Customers sampled per site for the quintiles of recency, frequency and"
              + " monetary value.");

  public static final ConfigOption<Duration> RFM_PUBLISH_INTERVAL =
      OPTIONS.time(
          "rfm.publish-interval",
          DEFAULT.rfmInterval(),
          "Shortest time between two publications of a site's quintiles.");

  private CustomerOptions() {}

  /** The options as core's settings. */
  public static CustomerSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.maxCategories(config.get(MAX_CATEGORIES))
                .topCategories(config.get(TOP_CATEGORIES))
                .maxItems(config.get(MAX_ITEMS))
                .maxTickets(config.get(MAX_TICKETS))
                .maxCurrencies(config.get(MAX_CURRENCIES))
                .interestHalfLife(config.get(INTEREST_HALF_LIFE).toMillis())
                .recentIds(config.get(MAX_RECENT_IDS))
                .maxIdentifiers(config.get(MAX_IDENTIFIERS))
                .maxOwners(config.get(MAX_OWNERS))
                .maxOrders(config.get(MAX_ORDERS))
                .linkRefresh(config.get(LINK_INTERVAL).toMillis())
                .emitInterval(config.get(PUBLISH_INTERVAL).toMillis())
                .retention(config.get(EXPIRY).toMillis())
                .rfmSample(config.get(RFM_RESERVOIR))
                .rfmInterval(config.get(RFM_PUBLISH_INTERVAL).toMillis()));
  }
}
