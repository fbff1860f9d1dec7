package io.rapport.jobs.customer;

import io.rapport.core.customer.CustomerSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the customer job; all times are event times. */
public final class CustomerOptions {

  private static final CustomerSettings DEFAULT = CustomerSettings.DEFAULT;

  public static final ConfigOption<Integer> MAX_CATEGORIES =
      count("max-categories", DEFAULT.maxCategories())
          .withDescription("Categories whose decayed interest is kept a customer.");

  public static final ConfigOption<Integer> TOP_CATEGORIES =
      count("top-categories", DEFAULT.topCategories())
          .withDescription("Categories a profile shows, strongest first.");

  public static final ConfigOption<Integer> MAX_ITEMS =
      count("max-items", DEFAULT.maxItems())
          .withDescription("Items last touched, kept a customer.");

  public static final ConfigOption<Integer> MAX_TICKETS =
      count("max-tickets", DEFAULT.maxTickets())
          .withDescription("Tickets not yet closed, kept a customer.");

  public static final ConfigOption<Integer> MAX_CURRENCIES =
      count("max-currencies", DEFAULT.maxCurrencies())
          .withDescription("Currencies in which a customer's spend is kept.");

  public static final ConfigOption<Duration> INTEREST_HALF_LIFE =
      time("interest-half-life", DEFAULT.interestHalfLife())
          .withDescription("After how long an interest in a category counts half.");

  public static final ConfigOption<Integer> RECENT_EVENTS =
      count("recent-events", DEFAULT.recentIds())
          .withDescription(
              "Event ids remembered an account or identifier, to drop duplicates; 8 bytes each.");

  public static final ConfigOption<Integer> MAX_IDENTIFIERS =
      count("max-identifiers", DEFAULT.maxIdentifiers())
          .withDescription(
              "Cookies, e-mail addresses and telephone numbers linked to an account; the one"
                  + " longest not seen with it is a customer of its own again.");

  public static final ConfigOption<Duration> LINK_REFRESH =
      time("link-refresh", DEFAULT.linkRefresh())
          .withDescription("A link already made is not repeated within this time.");

  public static final ConfigOption<Duration> EMIT_INTERVAL =
      time("emit-interval", DEFAULT.emitInterval())
          .withDescription("A changed profile is emitted at most once in this time.");

  public static final ConfigOption<Duration> RETENTION =
      time("retention", DEFAULT.retention())
          .withDescription("A customer or identifier without events for this long is forgotten.");

  public static final ConfigOption<Integer> RFM_SAMPLE =
      count("rfm-sample", DEFAULT.rfmSample())
          .withDescription(
              "Customers sampled a site to find the quintiles of recency, frequency and monetary"
                  + " value.");

  public static final ConfigOption<Duration> RFM_INTERVAL =
      time("rfm-interval", DEFAULT.rfmInterval())
          .withDescription("The quintiles are renewed at most once in this time.");

  private CustomerOptions() {}

  /** The options as core's settings. */
  public static CustomerSettings settings(ReadableConfig config) {
    return new CustomerSettings(
        config.get(MAX_CATEGORIES),
        config.get(TOP_CATEGORIES),
        config.get(MAX_ITEMS),
        config.get(MAX_TICKETS),
        config.get(MAX_CURRENCIES),
        config.get(INTEREST_HALF_LIFE).toMillis(),
        config.get(RECENT_EVENTS),
        config.get(MAX_IDENTIFIERS),
        config.get(LINK_REFRESH).toMillis(),
        config.get(EMIT_INTERVAL).toMillis(),
        config.get(RETENTION).toMillis(),
        config.get(RFM_SAMPLE),
        config.get(RFM_INTERVAL).toMillis());
  }

  private static ConfigOption<Integer> count(String name, int value) {
    return ConfigOptions.key("rapport.customer." + name).intType().defaultValue(value);
  }

  private static ConfigOption<Duration> time(String name, long millis) {
    return ConfigOptions.key("rapport.customer." + name)
        .durationType()
        .defaultValue(Duration.ofMillis(millis));
  }
}
