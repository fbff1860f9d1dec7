package io.rapport.jobs.segment;

/**
 * The changes of one bucket of customers in one interval.
 *
 * @param sums packed {@link io.rapport.core.segment.PartialSums}
 */
// The bytes are a packed value; nobody compares reports.
@SuppressWarnings("ArrayRecordComponent")
public record SumReport(String site, byte[] sums) {}
