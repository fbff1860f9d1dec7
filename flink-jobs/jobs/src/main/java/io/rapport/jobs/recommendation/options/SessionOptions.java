package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.SessionSettings;
import io.rapport.jobs.options.OptionPrefix;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the session memory, from which session neighbours come. */
public final class SessionOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.sessions");
  private static final SessionSettings DEFAULT = SessionSettings.DEFAULT;

  public static final ConfigOption<Integer> MAX_SESSIONS =
      OPTIONS.number(
          "max-sessions",
          DEFAULT.maxSessions(),
          "Sessions remembered per item, one for each visitor; 0 switches session"
              + " neighbours off. The oldest gives way.");

  public static final ConfigOption<Integer> REACH =
      OPTIONS.number(
          "reach",
          DEFAULT.reach(),
          "Items remembered of a session before the item, and as many after it.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "reply-size",
          DEFAULT.replySize(),
          "Best candidates of an item's sessions that are ranked for the visitor.");

  private SessionOptions() {}

  /** The options as core's settings. */
  static SessionSettings sessions(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.maxSessions(config.get(MAX_SESSIONS))
                .reach(config.get(REACH))
                .replySize(config.get(REPLY_SIZE)));
  }
}
