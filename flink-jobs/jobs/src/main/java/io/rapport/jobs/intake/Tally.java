package io.rapport.jobs.intake;

/**
 * One entry of the accounting in a snapshot.
 *
 * @param feed name of a {@link Feed}
 * @param kind "IN" or the name of an {@link io.rapport.core.intake.Outcome}
 */
public record Tally(String feed, String kind, long count) {}
