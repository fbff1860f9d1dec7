package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** How recommendations try things out, and learn from what is done with them. */
public final class FeedbackOptions {

  private static final ExplorationSettings EXPLORE = ExplorationSettings.DEFAULT;
  private static final FeedbackSettings FOLLOW = FeedbackSettings.DEFAULT;

  public static final ConfigOption<Double> EXPLORED_SHARE =
      ConfigOptions.key("rapport.recommendation.exploration.share")
          .doubleType()
          .defaultValue(EXPLORE.share())
          .withDescription(
              "Share of the recommendations in which one place is drawn at random, with known"
                  + " probabilities; 0 for none.");

  public static final ConfigOption<Integer> EXPLORED_SLOT =
      ConfigOptions.key("rapport.recommendation.exploration.slot")
          .intType()
          .defaultValue(EXPLORE.slot())
          .withDescription("The place that is explored, from 0.");

  public static final ConfigOption<Integer> ARMS =
      ConfigOptions.key("rapport.recommendation.exploration.arms")
          .intType()
          .defaultValue(EXPLORE.arms())
          .withDescription("Items that compete for it: those ranked there and below.");

  public static final ConfigOption<Double> GREED =
      ConfigOptions.key("rapport.recommendation.exploration.greed")
          .doubleType()
          .defaultValue(EXPLORE.greed())
          .withDescription(
              "How much the best of them is preferred: an arm is drawn with probability 1 / (arms +"
                  + " greed * gap), the gap being how much less its score is, relative to the best.");

  public static final ConfigOption<Double> FOLLOWED_SHARE =
      ConfigOptions.key("rapport.recommendation.feedback.share")
          .doubleType()
          .defaultValue(FOLLOW.share())
          .withDescription(
              "Share of the recommendations whose impressions, clicks and purchases are joined and"
                  + " learned from; a small shop may set 1.");

  public static final ConfigOption<Duration> FEEDBACK_WINDOW =
      ConfigOptions.key("rapport.recommendation.feedback.window")
          .durationType()
          .defaultValue(Duration.ofMillis(FOLLOW.windowMillis()))
          .withDescription(
              "How long after a recommendation what is done with it teaches, and how long after an"
                  + " item was shown or clicked its purchase counts for an experiment.");

  public static final ConfigOption<Integer> FEEDBACK_LISTS =
      ConfigOptions.key("rapport.recommendation.feedback.lists")
          .intType()
          .defaultValue(FOLLOW.lists())
          .withDescription("Recommendations followed of one visitor at a time.");

  public static final ConfigOption<Integer> FEEDBACK_REACTIONS =
      ConfigOptions.key("rapport.recommendation.feedback.reactions")
          .intType()
          .defaultValue(FOLLOW.reactions())
          .withDescription(
              "Impressions, clicks and purchases remembered of one visitor at a time.");

  private FeedbackOptions() {}

  static ExplorationSettings exploration(ReadableConfig config) {
    return new ExplorationSettings(
        config.get(EXPLORED_SHARE), config.get(EXPLORED_SLOT), config.get(ARMS), config.get(GREED));
  }

  static FeedbackSettings feedback(ReadableConfig config) {
    return new FeedbackSettings(
        config.get(FOLLOWED_SHARE),
        config.get(FEEDBACK_WINDOW).toMillis(),
        config.get(FEEDBACK_LISTS),
        config.get(FEEDBACK_REACTIONS),
        config.get(RecommendationOptions.SHOWN_ITEMS));
  }
}
