package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the ranking and of the state that it needs. */
public final class RankingOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final RankingSettings DEFAULT = RankingSettings.DEFAULT;

  public static final ConfigOption<Integer> SIZE =
      OPTIONS.number("size", DEFAULT.size(), "Items in a recommendation.");

  public static final ConfigOption<Double> STEP_DECAY =
      OPTIONS.number(
          "step-decay",
          DEFAULT.stepDecay(),
          "Weight of an item's neighbours relative to those of the item after it.");

  public static final ConfigOption<Integer> MAX_CACHED_REPLIES =
      OPTIONS.number(
          "max-cached-replies",
          DEFAULT.cachedReplies(),
          "Items per visitor whose neighbours are kept and ranked.");

  public static final ConfigOption<Integer> MAX_REASONS =
      OPTIONS.number(
          "max-reasons",
          DEFAULT.reasons(),
          "Reasons named for a recommended item, largest contribution first.");

  public static final ConfigOption<Integer> MAX_BOUGHT_ITEMS =
      OPTIONS.number(
          "max-bought-items",
          DEFAULT.boughtItems(),
          "Bought items that are remembered and not recommended; 0 recommends them.");

  public static final ConfigOption<SeenFilter> SEEN_FILTER =
      OPTIONS
          .key("seen-filter")
          .enumType(SeenFilter.class)
          .defaultValue(DEFAULT.seenFilter())
          .withDescription(
              "Viewed items that are not recommended: the current one, all remembered ones,"
                  + " or none.");

  public static final ConfigOption<Integer> MAX_SEEN_ITEMS =
      OPTIONS.number(
          "max-seen-items", DEFAULT.seenItems(), "Viewed items remembered when all are filtered.");

  public static final ConfigOption<Integer> MAX_UNAVAILABLE_ITEMS =
      OPTIONS.number(
          "max-unavailable-items",
          DEFAULT.unavailableItems(),
          "Unavailable items remembered. Beyond that the longest unavailable give way.");

  public static final ConfigOption<Duration> REPLIES_EXPIRY =
      OPTIONS.time(
          "replies-expiry",
          DEFAULT.repliesExpiryMillis(),
          "Inactivity after which the neighbours kept of a visitor's items are dropped.");

  public static final ConfigOption<Duration> VISITOR_EXPIRY =
      OPTIONS.time(
          "visitor-expiry",
          DEFAULT.expiryMillis(),
          "Inactivity after which a visitor's purchases are forgotten.");

  public static final ConfigOption<Integer> MAX_KNOWN_ITEMS =
      OPTIONS.number(
          "max-known-items",
          DEFAULT.knownItems(),
          "Items of the catalogue whose category, brand and price a ranking subtask"
              + " knows, 20 bytes each. Rules cannot match further ones.");

  public static final ConfigOption<Integer> MAX_KNOWN_NAMES =
      OPTIONS.number(
          "max-known-names",
          DEFAULT.knownNames(),
          "Category names that a ranking subtask knows, and as many brands.");

  public static final ConfigOption<Integer> MAX_TOUCHED_ITEMS =
      OPTIONS.number(
          "max-touched-items",
          DEFAULT.touchedItems(),
          "Last touched items per visitor, across sessions, that are candidates too,"
              + " with whether they are in the cart or on the wish list; 0 for the session's"
              + " items alone.");

  public static final ConfigOption<Duration> TOUCHED_EXPIRY =
      OPTIONS.time(
          "touched-expiry",
          DEFAULT.touchedExpiryMillis(),
          "Inactivity after which a visitor's touched items are forgotten.");

  private RankingOptions() {}

  /** The options as core's settings. */
  static RankingSettings ranking(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.size(config.get(SIZE))
                .stepDecay(config.get(STEP_DECAY))
                .cachedReplies(config.get(MAX_CACHED_REPLIES))
                .reasons(config.get(MAX_REASONS))
                .boughtItems(config.get(MAX_BOUGHT_ITEMS))
                .seenFilter(config.get(SEEN_FILTER))
                .seenItems(config.get(MAX_SEEN_ITEMS))
                .unavailableItems(config.get(MAX_UNAVAILABLE_ITEMS))
                .repliesExpiryMillis(config.get(REPLIES_EXPIRY).toMillis())
                .expiryMillis(config.get(VISITOR_EXPIRY).toMillis())
                .knownItems(config.get(MAX_KNOWN_ITEMS))
                .knownNames(config.get(MAX_KNOWN_NAMES))
                .touchedItems(config.get(MAX_TOUCHED_ITEMS))
                .touchedExpiryMillis(config.get(TOUCHED_EXPIRY).toMillis()));
  }
}
