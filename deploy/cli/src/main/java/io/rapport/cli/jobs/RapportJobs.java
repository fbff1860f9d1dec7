package io.rapport.cli.jobs;

import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import java.util.EnumMap;
import java.util.Map;

/** The jobs of Rapport on a cluster, known by their names. */
public record RapportJobs(FlinkRest flink) {

  /** The youngest job of each name that the cluster remembers, whether it runs or has ended. */
  public Map<JobName, FlinkJob> youngest() {
    Map<JobName, FlinkJob> jobs = new EnumMap<>(JobName.class);
    for (FlinkJob job : flink.jobs()) {
      JobName.listedAs(job.name()).ifPresent(name -> jobs.putIfAbsent(name, job));
    }
    return jobs;
  }

  /** The jobs that have not ended. */
  public Map<JobName, FlinkJob> running() {
    Map<JobName, FlinkJob> jobs = youngest();
    jobs.values().removeIf(FlinkJob::ended);
    return jobs;
  }
}
