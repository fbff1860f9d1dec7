package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of exploration, and of the join of recommendations with their feedback. */
public final class FeedbackOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final ExplorationSettings EXPLORATION = ExplorationSettings.DEFAULT;
  private static final FeedbackSettings FEEDBACK = FeedbackSettings.DEFAULT;

  public static final ConfigOption<Double> EXPLORATION_SHARE =
      OPTIONS.number(
          "exploration.share",
          EXPLORATION.share(),
          "Share of the recommendations in which one place is drawn at random, with"
              + " known probabilities; 0 for none.");

  public static final ConfigOption<Integer> SLOT =
      OPTIONS.number("exploration.slot", EXPLORATION.slot(), "Place that is explored, from 0.");

  public static final ConfigOption<Integer> ARMS =
      OPTIONS.number(
          "exploration.arms",
          EXPLORATION.arms(),
          "Items that compete for the explored place: those ranked there and below.");

  public static final ConfigOption<Double> GREED =
      OPTIONS.number(
          "exploration.greed",
          EXPLORATION.greed(),
          "Preference for the best arm. An arm is drawn with probability 1 / (arms +"
              + " greed * gap); the gap is the distance of its score to the best, relative to"
              + " the best. 0 draws all arms evenly.");

  public static final ConfigOption<Double> FEEDBACK_SHARE =
      OPTIONS.number(
          "feedback.share",
          FEEDBACK.share(),
          "Share of the recommendations whose impressions, clicks and purchases are"
              + " joined and learned from. A small shop may set 1.");

  public static final ConfigOption<Duration> WINDOW =
      OPTIONS.time(
          "feedback.window",
          FEEDBACK.windowMillis(),
          "Event time after a recommendation in which its feedback is learned from."
              + " Also the event time after an impression or click in which a purchase of the"
              + " item counts for an experiment.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      OPTIONS.time(
          "feedback.allowed-lateness",
          FEEDBACK.allowedLatenessMillis(),
          "How long after its window an impression or click is kept, for purchases that arrive"
              + " late.");

  public static final ConfigOption<Integer> MAX_LISTS =
      OPTIONS.number(
          "feedback.max-lists",
          FEEDBACK.lists(),
          "Recommendations followed per visitor at a time. The oldest is judged early.");

  public static final ConfigOption<Integer> MAX_REACTIONS =
      OPTIONS.number(
          "feedback.max-reactions",
          FEEDBACK.reactions(),
          "Impressions, clicks and purchases remembered per visitor at a time. The"
              + " oldest give way.");

  public static final ConfigOption<Integer> MAX_SHOWN_ITEMS =
      OPTIONS.number(
          "feedback.max-shown-items",
          FEEDBACK.shownItems(),
          "Items shown or clicked in other recommendations that are remembered per"
              + " visitor, to count their purchases. The oldest give way.");

  private FeedbackOptions() {}

  /** The options as core's settings. */
  static ExplorationSettings exploration(ReadableConfig config) {
    return EXPLORATION.with(
        s ->
            s.share(config.get(EXPLORATION_SHARE))
                .slot(config.get(SLOT))
                .arms(config.get(ARMS))
                .greed(config.get(GREED)));
  }

  /** The options as core's settings. */
  static FeedbackSettings feedback(ReadableConfig config) {
    return FEEDBACK.with(
        s ->
            s.share(config.get(FEEDBACK_SHARE))
                .windowMillis(config.get(WINDOW).toMillis())
                .allowedLatenessMillis(config.get(ALLOWED_LATENESS).toMillis())
                .lists(config.get(MAX_LISTS))
                .reactions(config.get(MAX_REACTIONS))
                .shownItems(config.get(MAX_SHOWN_ITEMS)));
  }
}
