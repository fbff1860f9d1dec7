package io.rapport.jobs.recommendation;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.core.recommendation.CustomerStanding;
import io.rapport.core.recommendation.SegmentChange;
import io.rapport.core.recommendation.Standing;
import java.util.ArrayList;
import java.util.List;

/** Profiles and segments to what recommendations have to heed. */
final class StandingMapping {

  private StandingMapping() {}

  static CustomerStanding toDomain(CustomerProfile profile) {
    List<String> visitors = new ArrayList<>(profile.getVisitorIds());
    if (!visitors.contains(profile.getCustomerId())) {
      visitors.add(profile.getCustomerId());
    }
    return new CustomerStanding(
        profile.getSite(),
        profile.getCustomerId(),
        profile.getEventTime().toEpochMilli(),
        standing(profile),
        visitors);
  }

  /** Who has opted out is shown nothing that could be muted. */
  private static Standing standing(CustomerProfile profile) {
    if (Boolean.FALSE.equals(profile.getPersonalisationConsent())) {
      return Standing.OPTED_OUT;
    }
    return profile.getTicketsOpen() > 0 ? Standing.COMPLAINING : Standing.USUAL;
  }

  static SegmentChange toDomain(CustomerSegment segment) {
    return new SegmentChange(
        segment.getSite(), segment.getCustomerId(), Integer.toString(segment.getSegmentId()));
  }

  static SegmentChange left(String eventId, long brokerTime, String site, String customerId) {
    return new SegmentChange(site, customerId, null);
  }

  /** A customer whose profile is gone stands as usual. */
  static CustomerStanding gone(String eventId, long brokerTime, String site, String customerId) {
    return new CustomerStanding(site, customerId, brokerTime, Standing.USUAL, List.of());
  }
}
