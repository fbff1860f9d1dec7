package io.rapport.jobs.segment;

/**
 * What one bucket of customers changed in one interval.
 *
 * @param time newest event of the change, milliseconds since the epoch
 * @param sums packed {@link io.rapport.core.segment.PartialSums}
 */
// The bytes are a packed value on its way; nobody compares reports.
@SuppressWarnings("ArrayRecordComponent")
public record SumReport(String site, long time, byte[] sums) {}
