package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.MeasuringSettings;
import io.rapport.jobs.options.OptionPrefix;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the measurement of quality and exposure. */
public final class MeasuringOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final MeasuringSettings DEFAULT = MeasuringSettings.DEFAULT;

  public static final ConfigOption<Double> SHARE =
      OPTIONS.number(
          "measuring.share",
          DEFAULT.share(),
          "Share of the visitors for whom hits are measured: whether the next item"
              + " visited was recommended; 0 for none.");

  public static final ConfigOption<Double> EXPOSURE_SHARE =
      OPTIONS.number(
          "exposure.share",
          DEFAULT.exposure().share(),
          "Share of the recommendations whose exposure of items, categories and sellers"
              + " is reported; 0 for none.");

  public static final ConfigOption<Integer> MAX_EXPOSED_ITEMS =
      OPTIONS.number(
          "exposure.max-items",
          DEFAULT.exposure().maxItems(),
          "Items of a site whose exposure is summed apart between two reports. Further"
              + " ones count in the totals only.");

  public static final ConfigOption<Integer> MAX_EXPOSED_NAMES =
      OPTIONS.number(
          "exposure.max-names",
          DEFAULT.exposure().maxNames(),
          "Categories of a site, and as many sellers, whose exposure is summed apart"
              + " between two reports.");

  public static final ConfigOption<Integer> MAX_REPORTED_NAMES =
      OPTIONS.number(
          "exposure.max-reported-names",
          DEFAULT.exposure().reportedNames(),
          "Categories, and as many sellers, whose share of exposure is reported by"
              + " name: the greatest.");

  private MeasuringOptions() {}

  /** The options as core's settings. */
  static MeasuringSettings measuring(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.share(config.get(SHARE))
                .exposure(
                    DEFAULT
                        .exposure()
                        .with(
                            n ->
                                n.share(config.get(EXPOSURE_SHARE))
                                    .maxItems(config.get(MAX_EXPOSED_ITEMS))
                                    .maxNames(config.get(MAX_EXPOSED_NAMES))
                                    .reportedNames(config.get(MAX_REPORTED_NAMES)))));
  }
}
