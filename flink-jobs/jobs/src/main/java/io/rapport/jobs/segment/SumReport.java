package io.rapport.jobs.segment;

/**
 * What one bucket of customers changed in one interval.
 *
 * @param sums packed {@link io.rapport.core.segment.PartialSums}
 */
// The bytes are a packed value on its way; nobody compares reports.
@SuppressWarnings("ArrayRecordComponent")
public record SumReport(String site, byte[] sums) {}
