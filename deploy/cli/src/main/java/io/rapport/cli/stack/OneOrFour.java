package io.rapport.cli.stack;

import io.rapport.cli.jobs.JobName;
import io.rapport.command.CommandFailedException;
import io.rapport.local.restore.RestorePoints;
import java.util.List;

/**
 * Refuses to run four jobs where one job's state is kept, and the other way round: what one has
 * learned cannot be divided.
 */
final class OneOrFour {
  private OneOrFour() {}

  /**
   * @throws CommandFailedException if other jobs than these have left their state
   */
  static void require(List<JobName> jobs, RestorePoints points) {
    boolean one = jobs.contains(JobName.ALL);
    List<JobName> others = one ? JobName.DOMAINS : List.of(JobName.ALL);
    if (!jobs.isEmpty()
        && others.stream().anyMatch(job -> points.newest(job.flinkName()).isPresent())) {
      throw new CommandFailedException(
          "%s holds the state of %s, which cannot be %s. Start %s --one-job, or choose another --directory. Nothing was changed."
              .formatted(
                  points.root().getParent(),
                  one ? "four jobs" : "one job",
                  one ? "put together" : "divided",
                  one ? "without" : "with"));
    }
  }
}
