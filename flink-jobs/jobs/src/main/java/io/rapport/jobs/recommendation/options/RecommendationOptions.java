package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.jobs.options.OptionPrefix;
import io.rapport.jobs.state.CacheOptions;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the recommendation job, one class for each concern. */
public final class RecommendationOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final RecommendationSettings DEFAULT = RecommendationSettings.DEFAULT;

  public static final ConfigOption<List<CandidateSource>> SOURCES =
      OPTIONS
          .key("sources")
          .enumType(CandidateSource.class)
          .asList()
          .defaultValues(DEFAULT.sources().stream().sorted().toArray(CandidateSource[]::new))
          .withDescription("Candidate sources in use.");

  private static final List<Class<?>> CLASSES =
      List.of(
          RecommendationOptions.class,
          HistoryOptions.class,
          CountingOptions.class,
          RankingOptions.class,
          TrendingOptions.class,
          SessionOptions.class,
          BlendOptions.class,
          MeasuringOptions.class,
          FeedbackOptions.class,
          ContentOptions.class,
          BoughtOptions.class,
          EmbeddingOptions.class);

  private RecommendationOptions() {}

  /** The classes that declare the options of the domain. */
  public static List<Class<?>> classes() {
    return CLASSES;
  }

  /**
   * The options as core's settings.
   *
   * @throws IllegalArgumentException for a value out of its bounds, naming it
   */
  public static RecommendationSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.history(HistoryOptions.history(config))
                .counting(CountingOptions.counting(config))
                .ranking(RankingOptions.ranking(config))
                .trending(TrendingOptions.trending(config))
                .sessions(SessionOptions.sessions(config))
                .blend(BlendOptions.blend(config))
                .sources(Set.copyOf(config.get(SOURCES)))
                .measuring(MeasuringOptions.measuring(config))
                .cache(CacheOptions.settings(config))
                .exploration(FeedbackOptions.exploration(config))
                .feedback(FeedbackOptions.feedback(config))
                .content(ContentOptions.content(config))
                .bought(BoughtOptions.bought(config))
                .embedding(EmbeddingOptions.embedding(config)));
  }
}
