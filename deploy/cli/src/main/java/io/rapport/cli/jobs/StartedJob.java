package io.rapport.cli.jobs;

import java.util.Optional;

/**
 * A job that was submitted.
 *
 * @param id on the cluster
 * @param from what it goes on from; empty if it began with empty state
 */
public record StartedJob(JobName name, String id, Optional<ResumePoint> from) {}
