package io.rapport.jobs.quality;

import io.rapport.core.quality.Report;
import io.rapport.jobs.frame.RapportJob;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes the measurements of a job's domains to {@code rapport.quality-reports}. After a failure a
 * report may come twice, with the same time.
 */
public final class QualityReports {

  private QualityReports() {}

  /**
   * Adds the reports to a job, once.
   *
   * @param more reports of other values than means of measurements, made by the domains
   */
  public static void attach(
      RapportJob job, List<Measurements> measured, List<DataStream<Report>> more) {
    DataStream<Report> reports =
        QualityTopology.watched(
            QualityTopology.build(measured, job.options().get(QualityOptions.REPORT_INTERVAL)),
            job.options().get(QualityOptions.DRIFT_TOLERANCE),
            job.options().get(QualityOptions.DRIFT_THRESHOLD));
    QualityMapping.write(more.stream().reduce(reports, DataStream::union), job.outputs());
  }
}
