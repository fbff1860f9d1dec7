package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of a visitor's history, and of its erasure. */
public final class HistoryOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final HistorySettings DEFAULT = HistorySettings.DEFAULT;

  public static final ConfigOption<Integer> MAX_PAIRED_ITEMS =
      OPTIONS.number(
          "max-paired-items",
          DEFAULT.window(),
          "Earlier items of a session that are paired with the next one.");

  public static final ConfigOption<Duration> SESSION_GAP =
      OPTIONS.time(
          "session-gap",
          DEFAULT.sessionGapMillis(),
          "Inactivity that ends a session when the website names no sessions.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      OPTIONS.time(
          "allowed-lateness",
          DEFAULT.allowedLatenessMillis(),
          "Time by which a click may be older than the visitor's newest. An older click"
              + " is late.");

  public static final ConfigOption<Integer> MAX_RECENT_IDS =
      OPTIONS.number(
          "max-recent-ids",
          DEFAULT.rememberedIds(),
          "Event ids remembered per visitor to drop duplicates; 8 bytes each.");

  public static final ConfigOption<Integer> MAX_EVENTS_PER_MINUTE =
      OPTIONS.number(
          "max-events-per-minute",
          DEFAULT.eventsPerMinute(),
          "Clicks on items per visitor and minute that are learned from. Further clicks"
              + " are answered only. Impressions and searches do not count.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "history-expiry",
          DEFAULT.expiryMillis(),
          "Inactivity after which a visitor's path is forgotten.");

  public static final ConfigOption<Integer> MAX_ERASURE_VISITS =
      OPTIONS.number(
          "erasure.max-visits",
          DEFAULT.erasure().visits(),
          "Visits kept per visitor, some 10 bytes each, so that an erasure can retract"
              + " them. Earlier visits stay counted, without a name, until they have decayed.");

  public static final ConfigOption<Integer> MAX_ERASURE_ORDERS =
      OPTIONS.number(
          "erasure.max-orders",
          DEFAULT.erasure().orders(),
          "Orders kept per visitor, so that an erasure can retract them.");

  public static final ConfigOption<Duration> ERASURE_EXPIRY =
      OPTIONS.time(
          "erasure.expiry",
          DEFAULT.erasure().windowMillis(),
          "Time after a visitor's last visit or order for which visits and orders are"
              + " kept for erasure.");

  private HistoryOptions() {}

  /** The options as core's settings. */
  static HistorySettings history(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.window(config.get(MAX_PAIRED_ITEMS))
                .sessionGapMillis(config.get(SESSION_GAP).toMillis())
                .allowedLatenessMillis(config.get(ALLOWED_LATENESS).toMillis())
                .rememberedIds(config.get(MAX_RECENT_IDS))
                .eventsPerMinute(config.get(MAX_EVENTS_PER_MINUTE))
                .expiryMillis(config.get(EXPIRY).toMillis())
                .erasure(
                    DEFAULT
                        .erasure()
                        .with(
                            n ->
                                n.visits(config.get(MAX_ERASURE_VISITS))
                                    .orders(config.get(MAX_ERASURE_ORDERS))
                                    .windowMillis(config.get(ERASURE_EXPIRY).toMillis()))));
  }
}
