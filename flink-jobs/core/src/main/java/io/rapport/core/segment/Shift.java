package io.rapport.core.segment;

/**
 * A move of a customer's point: out of one segment's sums and into another's.
 *
 * @param version of the model used, 0 for none
 * @param customer hash of the customer's key
 * @param time event time of the new point, milliseconds since the epoch
 * @param fromSegment where the old point was counted, {@link Membership#NONE} before a model
 * @param fromTime event time of the old point
 * @param from the old point, not standardised; empty for a new customer
 * @param toSegment where the new point is counted
 * @param to the new point, not standardised; empty for a customer who is gone
 */
// The points are dense vectors in transit; nothing compares shifts.
@SuppressWarnings("ArrayRecordComponent")
public record Shift(
    String site,
    long version,
    long customer,
    long time,
    int fromSegment,
    long fromTime,
    double[] from,
    int toSegment,
    double[] to) {}
