package io.rapport.jobs.quality;

import io.rapport.jobs.intake.RapportJob;
import java.util.List;

/**
 * Writes what the domains of a job measure to {@code rapport.quality-reports}. A report may come
 * twice after a failure, with the same time.
 */
public final class QualityReports {

  private QualityReports() {}

  /** Adds the reports to a job, once. */
  public static void attach(RapportJob job, List<Measurements> measured) {
    QualityMapping.write(
        QualityTopology.build(measured, job.options().get(QualityOptions.INTERVAL)), job.outputs());
  }
}
