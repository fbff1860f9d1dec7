package io.rapport.jobs.segment;

import io.rapport.avro.Centroid;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.SegmentModel;
import io.rapport.avro.SegmentReason;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.intake.Keys;
import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Feature;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Maps profiles, segments and models between their contracts and the domain. */
final class SegmentMapping {

  private SegmentMapping() {}

  /** The activity of a customer; an account that is part of another customer has none. */
  static Activity toDomain(CustomerProfile profile) {
    if (profile.getMergedInto() != null) {
      return Activity.gone(
          profile.getSite(), profile.getCustomerId(), profile.getEventTime().toEpochMilli());
    }
    return new Activity(
        profile.getSite(),
        profile.getCustomerId(),
        true,
        profile.getEventTime().toEpochMilli(),
        profile.getFirstSeen().toEpochMilli(),
        profile.getLastPurchase() == null
            ? Activity.NEVER
            : profile.getLastPurchase().toEpochMilli(),
        profile.getViews(),
        profile.getSearches(),
        profile.getCartAdds(),
        profile.getWishes(),
        profile.getOrders(),
        profile.getReturns(),
        profile.getSpend().doubleValue(),
        profile.getTicketsTotal(),
        profile.getCategoryConcentration());
  }

  /** The activity of a customer whose profile is gone. */
  static Activity gone(String eventId, long brokerTime, String site, String customerId) {
    return Activity.gone(site, customerId, brokerTime);
  }

  static Centroids toDomain(SegmentModel model) {
    if (!model.getFeatures().equals(Feature.labels())) {
      throw new IllegalArgumentException(
          "the segment model of %s has the features %s; this version has %s"
              .formatted(model.getModelId(), model.getFeatures(), Feature.labels()));
    }
    return new Centroids(
        model.getModelId(),
        model.getVersion(),
        model.getEventTime().toEpochMilli(),
        List.copyOf(model.getMeans()),
        List.copyOf(model.getStandardDeviations()),
        model.getCentroids().stream().map(SegmentMapping::toDomain).toList());
  }

  /** Reads a model in Avro's single-object encoding. */
  static Centroids read(InputStream model) throws IOException {
    return toDomain(SegmentModel.fromByteBuffer(ByteBuffer.wrap(model.readAllBytes())));
  }

  static SegmentModel toAvro(Centroids model) {
    return SegmentModel.newBuilder()
        .setModelId(model.site())
        .setVersion(model.version())
        .setEventTime(Instant.ofEpochMilli(model.eventTime()))
        .setFeatures(Feature.labels())
        .setMeans(model.means())
        .setStandardDeviations(model.deviations())
        .setCentroids(model.segments().stream().map(SegmentMapping::toAvro).toList())
        .build();
  }

  /** The segment by its customer's key, or a tombstone when the customer is gone. */
  static KeyedValue<CustomerSegment> upsert(Assignment assignment) {
    return assignment.assigned()
        ? KeyedValue.of(toAvro(assignment))
        : KeyedValue.tombstone(Keys.of(assignment.site(), assignment.customerId()));
  }

  static CustomerSegment toAvro(Assignment assignment) {
    int previous = assignment.previousSegmentId();
    return CustomerSegment.newBuilder()
        .setSite(assignment.site())
        .setCustomerId(assignment.customerId())
        .setEventTime(Instant.ofEpochMilli(assignment.eventTime()))
        .setSegmentId(assignment.segmentId())
        .setSegmentName(assignment.segmentName())
        .setDistance(assignment.distance())
        .setPreviousSegmentId(previous == Membership.NONE ? null : previous)
        .setReasons(
            assignment.reasons().stream()
                .map(r -> new SegmentReason(r.feature(), r.value(), r.zScore()))
                .toList())
        .setModelVersion(assignment.modelVersion())
        .build();
  }

  private static Segment toDomain(Centroid centroid) {
    return new Segment(
        centroid.getSegmentId(),
        centroid.getName(),
        centroid.getWeight(),
        List.copyOf(centroid.getPosition()));
  }

  private static Centroid toAvro(Segment segment) {
    return new Centroid(segment.id(), segment.name(), segment.weight(), segment.position());
  }
}
