package io.rapport.jobs.quality;

import io.rapport.core.quality.Report;
import io.rapport.jobs.frame.RapportJob;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Makes reports of measurements and of the data of the feeds, and writes them to {@code
 * rapport.quality-reports}. An interval has one report of a metric, site and dimensions. After a
 * failure it may come again, of the whole interval: the later one replaces the earlier.
 */
public final class QualityReports {

  private QualityReports() {}

  /**
   * Writes the reports on the feeds whose data are the job's to report on, for a job that measures
   * nothing else. To be called once, when all inputs of the job are built.
   */
  public static void write(RapportJob job) {
    QualityMapping.write(data(job), job.outputs());
  }

  /** As {@link #write(RapportJob)}, with the reports of all domains of a job. */
  public static void write(RapportJob job, DataStream<Report> reports) {
    QualityMapping.write(reports.union(data(job)), job.outputs());
  }

  private static DataStream<Report> data(RapportJob job) {
    return DataQualityTopology.build(job.inputs().samples(), QualityOptions.data(job.options()));
  }

  /**
   * The reports of a domain's measurements, and of how near an alarm its hit rates are. An alarm
   * means that one has fallen.
   */
  public static DataStream<Report> watched(
      RapportJob job, String domain, List<Measurements> measured) {
    return QualityTopology.watched(
        of(job, domain, measured),
        job.options().get(QualityOptions.DRIFT_TOLERANCE),
        job.options().get(QualityOptions.DRIFT_THRESHOLD));
  }

  /** The reports of a domain's measurements. */
  public static DataStream<Report> of(RapportJob job, String domain, List<Measurements> measured) {
    return QualityTopology.build(
        domain, measured, job.options().get(QualityOptions.REPORT_INTERVAL));
  }
}
