package io.rapport.jobs.intake;

/** The topics whose dead letters a job writes. */
public enum DeadLetterScope {
  /** Those that are the job's among the four, so that each bad record has one letter. */
  OWNED,
  /** All that the job reads, where the job that owns them does not run. */
  ALL
}
