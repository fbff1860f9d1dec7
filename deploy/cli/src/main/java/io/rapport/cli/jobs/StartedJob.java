package io.rapport.cli.jobs;

import io.rapport.local.FlinkRest;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that is submitted.
 *
 * @param id on the cluster
 * @param at when it was submitted
 * @param from what it goes on from; empty if it begins with empty state
 */
public record StartedJob(JobName name, String id, Instant at, Optional<ResumePoint> from) {

  /** A job to be submitted now: its id is known, whether an answer of Flink's comes or not. */
  public static StartedJob now(JobName name, Optional<ResumePoint> from) {
    return new StartedJob(name, FlinkRest.newJobId(), Instant.now(), from);
  }
}
