package io.rapport.cli.stack;

import io.rapport.cli.accounting.Restarts;
import io.rapport.cli.jobs.JobName;
import io.rapport.cli.jobs.RapportJobs;
import io.rapport.local.FlinkJob;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells once of each failure that a job recovered from, and of each job that has ended. */
final class JobWatch {
  private final RapportJobs jobs;
  private final Map<JobName, Restarts> restarts = new EnumMap<>(JobName.class);
  private final Set<String> ended = new HashSet<>();

  JobWatch(RapportJobs jobs) {
    this.jobs = jobs;
  }

  /** A line for each event since the last call. */
  List<String> news() {
    List<String> lines = new ArrayList<>();
    jobs.youngest()
        .forEach(
            (name, job) -> {
              lines.addAll(
                  restarts
                      .computeIfAbsent(name, Restarts::new)
                      .news(jobs.flink().failures(job.id())));
              if (job.state().equals("FAILED") && ended.add(job.id())) {
                lines.add(
                    "%s. The others run on. After the repair: rapport submit %s --from latest"
                        .formatted(describe(job), name));
              }
            });
    return lines;
  }

  /** The number of failures that {@link #news()} has told of. */
  int failures() {
    return restarts.values().stream().mapToInt(Restarts::count).sum();
  }

  /** The state of a job that has ended, and why. */
  String describe(FlinkJob job) {
    return "The job %s is %s: %s"
        .formatted(job.name(), job.state(), jobs.flink().failure(job.id()));
  }
}
