package io.rapport.jobs.recommendation.experiment;

import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureSum;
import io.rapport.core.recommendation.feedback.ExposureTotals;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.quality.OnTimeOperator;
import io.rapport.jobs.recommendation.site.BroadcastRules;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.state.StateNote;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * Reports experiments and exposure.
 *
 * <pre>
 * Feedback -- items shown, clicked, bought --> Variants (broadcast: site rules)
 *   --> Experiments (by experiment) --> reports
 * Ranking -- lists --> Tally (in the same task) --> Exposure (by site and interval) --> reports
 * </pre>
 */
public final class ReportTopology {

  private ReportTopology() {}

  /**
   * Totals the outcomes of each experiment's variants.
   *
   * @param expiryMillis time without an outcome after which an experiment is dropped
   * @param cache in front of the totals
   */
  public static DataStream<Report> experiments(
      DataStream<ShownOutcome> outcomes,
      DataStream<RulesPublication> rules,
      Duration interval,
      long expiryMillis,
      CacheSettings cache) {
    return outcomes
        .connect(rules.broadcast(BroadcastRules.RULES))
        .process(new VariantFunction())
        .returns(VariantOutcome.class)
        .name("tell variants")
        .uid(RecommendationUids.VARIANTS)
        .keyBy(VariantOutcome::experimentKey, Types.STRING)
        .transform(
            "add up experiments",
            TypeInformation.of(Report.class),
            new CachedProcessOperator<>(
                new ExperimentFunction(interval.toMillis(), expiryMillis), cache))
        .uid(RecommendationUids.EXPERIMENTS);
  }

  /** Sums the exposure of items, categories and sellers. */
  public static DataStream<Report> exposure(
      DataStream<ExposedList> lists, ExposureSettings settings, Duration interval) {
    DataStream<ExposureSum> tallied =
        lists
            .transform(
                "tally exposure",
                TypeInformation.of(ExposureSum.class),
                new ExposureTally(settings, interval.toMillis()))
            .setParallelism(lists.getParallelism()) // in the same task
            .uid(RecommendationUids.EXPOSURE_TALLY);
    return OnTimeOperator.keyed(tallied, ExposureSum::site, RecommendationUids.EXPOSURE_ON_TIME)
        .window(TumblingEventTimeWindows.of(interval))
        .reduce(
            (one, other) -> one.plus(other, settings),
            (site, window, sums, out) ->
                sums.forEach(
                    sum ->
                        ExposureTotals.format(settings)
                            .unpack(sum.packed())
                            .reports(site, window.getEnd())
                            .forEach(out::collect)),
            TypeInformation.of(Report.class))
        .name("report exposure")
        .setDescription(
            "report exposure | "
                + StateNote.per(
                        "site and interval",
                        "exposure of items and names",
                        "%d items, %d names",
                        settings.maxItems(),
                        settings.maxNames())
                    .until(interval.toMillis(), "window's start"))
        .uid(RecommendationUids.EXPOSURE);
  }
}
