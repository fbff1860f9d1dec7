package io.rapport.jobs.customer.identity;

import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.GoldenValue;
import io.rapport.avro.IdentityMember;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.LinkProvenance;
import io.rapport.avro.PersonConflict;
import io.rapport.avro.PersonLink;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.identity.golden.GoldenField;
import io.rapport.core.identity.graph.Link;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.resolve.Identity;
import io.rapport.core.identity.resolve.PairDecision;
import io.rapport.core.identity.resolve.Review;
import io.rapport.core.intake.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Maps identities and reviews to their contracts. */
public final class PersonMapping {

  private PersonMapping() {}

  /** The identity by its customer id, or a tombstone when the id is nobody's any more. */
  public static KeyedValue<CustomerIdentity> upsert(IdentityUpdate update) {
    return update.identity() == null
        ? KeyedValue.tombstone(Keys.of(update.site(), update.customerId()))
        : KeyedValue.of(toAvro(update.site(), update.identity()));
  }

  private static CustomerIdentity toAvro(String site, Identity identity) {
    List<GoldenValue> fields = new ArrayList<>();
    identity.golden().fields().forEach((role, field) -> fields.add(toAvro(role, field)));
    return CustomerIdentity.newBuilder()
        .setSite(site)
        .setCustomerId(identity.customerId())
        .setEventTime(Instant.ofEpochMilli(identity.time()))
        .setMergedInto(identity.mergedInto())
        .setMembers(identity.members().stream().map(PersonMapping::toAvro).toList())
        .setLinks(identity.links().stream().map(PersonMapping::toAvro).toList())
        .setConflicts(identity.conflicts().stream().map(PersonMapping::toAvro).toList())
        .setFields(fields)
        .build();
  }

  private static IdentityMember toAvro(Identity.Member member) {
    return new IdentityMember(
        member.customerId(), source(member.source()), Instant.ofEpochMilli(member.firstSeen()));
  }

  private static PersonLink toAvro(Link link) {
    return new PersonLink(
        link.first(),
        link.second(),
        LinkProvenance.valueOf(link.provenance().name()),
        link.confidence(),
        link.explanation(),
        Instant.ofEpochMilli(link.time()));
  }

  private static PersonConflict toAvro(PairDecision decision) {
    boolean ordered = decision.first().compareTo(decision.second()) <= 0;
    return new PersonConflict(
        ordered ? decision.first() : decision.second(),
        ordered ? decision.second() : decision.first(),
        decision.decidedBy(),
        decision.comment(),
        Instant.ofEpochMilli(decision.time()));
  }

  private static GoldenValue toAvro(Role role, GoldenField field) {
    return new GoldenValue(
        role.label(),
        field.value(),
        source(field.source()),
        field.record(),
        Instant.ofEpochMilli(field.time()),
        field.rule().label(),
        field.agreeing());
  }

  /** The review by its pair, or a tombstone when nobody is to decide any more. */
  public static KeyedValue<IdentityReview> upsert(ReviewUpdate update) {
    return update.review() == null
        ? KeyedValue.tombstone(Keys.of(update.site(), Keys.of(update.first(), update.second())))
        : KeyedValue.of(toAvro(update.site(), update.review()));
  }

  private static IdentityReview toAvro(String site, Review review) {
    return IdentityReview.newBuilder()
        .setSite(site)
        .setFirst(review.first().id())
        .setSecond(review.second().id())
        .setEventTime(Instant.ofEpochMilli(review.time()))
        .setConfidence(review.confidence())
        .setExplanation(review.explanation())
        .setFirstSource(source(review.first().source()))
        .setSecondSource(source(review.second().source()))
        .setFirstCustomer(review.first().customer())
        .setSecondCustomer(review.second().customer())
        .setFirstFields(review.first().fields())
        .setSecondFields(review.second().fields())
        .build();
  }

  private static String source(String name) {
    return name == null || name.isEmpty() ? null : name;
  }
}
