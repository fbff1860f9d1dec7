package io.rapport.jobs.quality;

import io.rapport.core.quality.Report;
import io.rapport.jobs.frame.RapportJob;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes the measurements of a job's domains, and those of the feeds whose data are the job's to
 * report on, to {@code rapport.quality-reports}. After a failure a report may come twice, with the
 * same time. To be called once, when all inputs of the job are built.
 */
public final class QualityReports {

  private QualityReports() {}

  /** Adds the reports to a job that measures nothing but its input. */
  public static void attach(RapportJob job) {
    QualityMapping.write(data(job), job.outputs());
  }

  /** Adds the reports to a job without hit rates. */
  public static void attach(RapportJob job, List<Measurements> measured) {
    QualityMapping.write(reports(job, measured).union(data(job)), job.outputs());
  }

  /**
   * Adds the reports to a job, and an alarm for hit rates that fall.
   *
   * @param more reports of other values than means of measurements, made by the domains
   */
  public static void attachWatched(
      RapportJob job, List<Measurements> measured, DataStream<Report> more) {
    DataStream<Report> watched =
        QualityTopology.watched(
            reports(job, measured),
            job.options().get(QualityOptions.DRIFT_TOLERANCE),
            job.options().get(QualityOptions.DRIFT_THRESHOLD));
    QualityMapping.write(watched.union(more, data(job)), job.outputs());
  }

  private static DataStream<Report> data(RapportJob job) {
    return DataQualityTopology.build(job.inputs().samples(), QualityOptions.data(job.options()));
  }

  private static DataStream<Report> reports(RapportJob job, List<Measurements> measured) {
    return QualityTopology.build(measured, job.options().get(QualityOptions.REPORT_INTERVAL));
  }
}
