package io.rapport.cli.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * A job that was submitted.
 *
 * @param id on the cluster
 * @param at when it was submitted
 * @param from what it goes on from; empty if it began with empty state
 */
public record StartedJob(JobName name, String id, Instant at, Optional<ResumePoint> from) {}
