package io.rapport.jobs.recommendation.experiment;

import io.rapport.core.intake.Keys;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.rules.ExperimentTotals;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import org.apache.flink.util.Collector;

/**
 * Totals the outcomes of an experiment's variants since its beginning.
 *
 * <pre>
 * in    {@link VariantOutcome} by experiment
 * out   {@link Report} of all variants, at the end of every interval with an outcome
 * </pre>
 */
public final class ExperimentFunction extends StatefulFunction<VariantOutcome, Report> {

  private final long interval;
  private final long expiry;
  private transient ExpiringState<ExperimentTotals> experiments;
  private transient StreamTime stream;

  /**
   * @param interval milliseconds of event time of one report
   * @param expiry milliseconds without an outcome after which an experiment is forgotten
   */
  public ExperimentFunction(long interval, long expiry) {
    super(RecommendationUids.DOMAIN);
    this.interval = interval;
    this.expiry = Math.max(interval, expiry); // Not before its last report.
  }

  @Override
  public StateNote note() {
    return StateNote.per("experiment", "totals of variants", "the variants of the rules")
        .until(expiry, "outcome");
  }

  @Override
  protected void open(KeyedStates states) {
    stream = states.time();
    experiments =
        states.expiring(RecommendationUids.EXPERIMENT_STATE, ExperimentTotals.format(expiry));
  }

  @Override
  public void processElement(VariantOutcome outcome, Context context, Collector<Report> out)
      throws Exception {
    ExperimentTotals totals = experiments.readOrCreate();
    long now = Math.max(context.timestamp(), stream.now(context.timerService()) + 1);
    totals.add(outcome, now);
    if (totals.await(end(now))) {
      context.timerService().registerEventTimeTimer(totals.due());
    }
    experiments.write(totals, context.timerService());
  }

  /** The end of the interval that contains a time. */
  private long end(long time) {
    return (Math.floorDiv(time, interval) + 1) * interval;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Report> out)
      throws Exception {
    ExperimentTotals totals = experiments.read();
    if (totals == null) {
      return;
    }
    boolean due = totals.due() <= timestamp;
    if (due) {
      long reported = totals.due();
      String key = context.getCurrentKey();
      totals.reports(Keys.site(key), Keys.id(key)).forEach(out::collect);
      long next = end(totals.newest());
      if (next > reported && totals.await(next)) {
        context.timerService().registerEventTimeTimer(next);
      }
    }
    if (experiments.ended(totals, timestamp, context.timerService())) {
      experiments.clear();
    } else if (due) {
      experiments.write(totals, context.timerService());
    }
  }
}
