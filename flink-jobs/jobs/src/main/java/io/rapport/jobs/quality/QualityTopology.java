package io.rapport.jobs.quality;

import io.rapport.core.quality.Measurement;
import io.rapport.core.quality.Report;
import io.rapport.jobs.state.StateNote;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Sums measurements into reports and watches the hit rates among them for drift.
 *
 * <pre>
 * measurements of an operator --> Tally (in the operator's task) --+
 * measurements of another ------> Tally ---------------------------+--> Report (by site and metric)
 * hit rates among the reports --> Drift (in the same task) --> reports
 * </pre>
 */
public final class QualityTopology {

  private static final String HIT_RATE = "recommendation.hit-rate";

  private QualityTopology() {}

  /**
   * Builds the topology. It makes one report for each metric, site and interval with an
   * observation.
   *
   * @param domain that measured. Each domain has its own operator: one for all would take the event
   *     time of whichever domain has not gone quiet, and what another one measures would be late.
   */
  public static DataStream<Report> build(
      String domain, List<Measurements> measured, Duration interval) {
    return measured.stream()
        .map(of -> tally(of, interval))
        .reduce(DataStream::union)
        .map(sums -> report(domain, sums, interval))
        .orElseThrow(() -> new IllegalArgumentException("nothing is measured"));
  }

  private static DataStream<Measurement> tally(Measurements measured, Duration interval) {
    return measured.stream()
        .transform(
            "tally quality",
            TypeInformation.of(Measurement.class),
            new TallyOperator(interval.toMillis()))
        .setParallelism(measured.stream().getParallelism()) // in the same task
        .uid(QualityUids.tally(measured.source()));
  }

  private static DataStream<Report> report(
      String domain, DataStream<Measurement> sums, Duration interval) {
    return OnTimeOperator.keyed(sums, Measurement::key, QualityUids.onTime(domain))
        .window(TumblingEventTimeWindows.of(interval))
        .reduce(Measurement::plus, report(), TypeInformation.of(Report.class))
        .name("report quality")
        .setDescription(
            "report quality | "
                + StateNote.per("site, metric and interval", "sum of measurements", "one sum")
                    .until(interval.toMillis(), "window's start"))
        .uid(QualityUids.report(domain));
  }

  /**
   * Watches the hit rates among the reports for drift, and adds the reports of that.
   *
   * @param tolerance fall of the rate that does not count
   * @param threshold product of observations and fall beyond the tolerance that raises an alarm
   */
  public static DataStream<Report> watched(
      DataStream<Report> reports, double tolerance, double threshold) {
    DataStream<Report> hitRates =
        reports
            .filter(report -> report.measurement().metric().startsWith(HIT_RATE))
            .name("hit rates")
            .uid(QualityUids.HIT_RATES);
    // The reports have the key of their sums: they need not leave the task.
    return reports.union(
        DataStreamUtils.reinterpretAsKeyedStream(
                hitRates, report -> report.measurement().key(), Types.STRING)
            // No cache, because each state is written once an interval.
            .process(new DriftFunction(tolerance, threshold))
            .returns(Report.class)
            .name("watch for drift")
            .uid(QualityUids.DRIFT));
  }

  private static WindowFunction<Measurement, Report, String, TimeWindow> report() {
    return (key, window, sums, out) ->
        sums.forEach(
            sum -> {
              if (sum.count() > 0) {
                out.collect(new Report(sum, window.getEnd()));
              }
            });
  }
}
