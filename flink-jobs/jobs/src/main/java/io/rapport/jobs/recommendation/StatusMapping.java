package io.rapport.jobs.recommendation;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.VisitorStatus;
import java.util.ArrayList;
import java.util.List;

/** Maps profiles and segments to the status and segment of a customer. */
final class StatusMapping {

  private StatusMapping() {}

  static CustomerStatus toDomain(CustomerProfile profile) {
    List<String> visitors = new ArrayList<>(profile.getVisitorIds());
    if (!visitors.contains(profile.getCustomerId())) {
      visitors.add(profile.getCustomerId());
    }
    return new CustomerStatus(
        profile.getSite(),
        profile.getCustomerId(),
        profile.getEventTime().toEpochMilli(),
        status(profile),
        visitors,
        profile.getMergedInto(),
        profile.getAccounts());
  }

  /** An opt-out outranks an open ticket, because it leaves nothing to mute. */
  private static VisitorStatus status(CustomerProfile profile) {
    if (Boolean.FALSE.equals(profile.getPersonalisationConsent())) {
      return VisitorStatus.OPTED_OUT;
    }
    return profile.getTicketsOpen() > 0 ? VisitorStatus.COMPLAINING : VisitorStatus.USUAL;
  }

  static SegmentChange toDomain(CustomerSegment segment) {
    return new SegmentChange(
        segment.getSite(), segment.getCustomerId(), Integer.toString(segment.getSegmentId()));
  }

  static SegmentChange left(String eventId, long brokerTime, String site, String customerId) {
    return new SegmentChange(site, customerId, null);
  }

  /** The status of a customer whose profile is gone: the usual one. */
  static CustomerStatus gone(String eventId, long brokerTime, String site, String customerId) {
    return new CustomerStatus(site, customerId, brokerTime, VisitorStatus.USUAL, List.of());
  }
}
