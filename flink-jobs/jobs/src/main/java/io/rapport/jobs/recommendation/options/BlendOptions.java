package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the learned blend, which ranks the candidates of all sources. */
public final class BlendOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation.blend");
  private static final BlendSettings DEFAULT = BlendSettings.DEFAULT;

  public static final ConfigOption<Integer> UNITS =
      OPTIONS.number(
          "units",
          DEFAULT.units(),
          "Hidden units of the learned blend; 0 ranks by the fixed blend.");

  public static final ConfigOption<Integer> MAX_CANDIDATES =
      OPTIONS.number(
          "max-candidates",
          DEFAULT.maxCandidates(),
          "Candidates that the learned blend ranks: the best by the fixed blend.");

  public static final ConfigOption<Double> SHARE =
      OPTIONS.number(
          "share",
          DEFAULT.exampleShare(),
          "Share of the clicks from which the blend learns, from 0 to 1.");

  public static final ConfigOption<Integer> MIN_EXAMPLES =
      OPTIONS.number(
          "min-examples",
          DEFAULT.minExamples(),
          "Examples that a site's blend learns before it is used. Until then the fixed"
              + " blend ranks.");

  public static final ConfigOption<Double> LEARNING_RATE =
      OPTIONS.number("learning-rate", DEFAULT.rate(), "Learning rate of the blend (AdaGrad).");

  public static final ConfigOption<Long> SEED =
      OPTIONS.number("seed", DEFAULT.seed(), "Seed of the blend's initial weights.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      OPTIONS.time(
          "publish-interval",
          DEFAULT.publication().intervalMillis(),
          "Shortest event time between two publications of a site's blend.");

  public static final ConfigOption<Double> PUBLISH_SHARE =
      OPTIONS.number(
          "publish-share",
          DEFAULT.publication().share(),
          "Share of a blend's learned examples, from 0 to 1, that has to be new before"
              + " the blend is published again.");

  public static final ConfigOption<Duration> PUBLISH_PATIENCE =
      OPTIONS.time(
          "publish-patience",
          DEFAULT.publication().patienceMillis(),
          "Event time after which a blend is published even if a smaller share is new.");

  private BlendOptions() {}

  /** The options as core's settings. */
  static BlendSettings blend(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.units(config.get(UNITS))
                .maxCandidates(config.get(MAX_CANDIDATES))
                .exampleShare(config.get(SHARE))
                .minExamples(config.get(MIN_EXAMPLES))
                .rate(config.get(LEARNING_RATE))
                .seed(config.get(SEED))
                .publication(
                    DEFAULT
                        .publication()
                        .with(
                            n ->
                                n.intervalMillis(config.get(PUBLISH_INTERVAL).toMillis())
                                    .share(config.get(PUBLISH_SHARE))
                                    .patienceMillis(config.get(PUBLISH_PATIENCE).toMillis()))));
  }
}
