package io.rapport.core.segment;

import java.util.List;

/**
 * The segment a customer belongs to.
 *
 * @param eventTime newest event of the profile assigned, milliseconds since the epoch
 * @param segmentId permanent identifier, or {@link Membership#NONE} when the customer is gone
 * @param segmentName the features that set the segment apart, in words
 * @param distance to the centroid, in standard deviations
 * @param previousSegmentId {@link Membership#NONE} for a first assignment
 * @param reasons most telling first
 * @param modelVersion version of the centroids used
 */
public record Assignment(
    String site,
    String customerId,
    long eventTime,
    int segmentId,
    String segmentName,
    double distance,
    int previousSegmentId,
    List<Reason> reasons,
    long modelVersion) {

  /** The assignment of a customer who is in no segment any more. */
  public static Assignment gone(String site, String customerId, Membership before) {
    return new Assignment(
        site, customerId, before.time(), Membership.NONE, null, 0, before.segment(), List.of(), 0);
  }

  /** Whether the customer is in a segment. */
  public boolean assigned() {
    return segmentId != Membership.NONE;
  }
}
