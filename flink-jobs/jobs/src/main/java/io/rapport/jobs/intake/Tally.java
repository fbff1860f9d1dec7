package io.rapport.jobs.intake;

/**
 * An entry of {@link Accounting} in a snapshot.
 *
 * @param feed name of a {@link Feed}
 * @param kind "IN" or the name of an {@link io.rapport.core.intake.Outcome}
 */
public record Tally(String feed, String kind, long count) {}
