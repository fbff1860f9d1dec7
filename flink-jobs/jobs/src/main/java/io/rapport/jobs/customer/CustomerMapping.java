package io.rapport.jobs.customer;

import io.rapport.avro.CategoryInterest;
import io.rapport.avro.CleaningChange;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.VisitorErasure;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.customer.CategoryWeight;
import io.rapport.core.customer.CleaningNote;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Money;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.intake.VisitorErased;
import io.rapport.jobs.frame.Receipt;
import java.time.Instant;
import java.util.Map;

/** Maps profiles and erasures to their contracts. */
final class CustomerMapping {

  private static final String COMPONENT = "customer";

  private CustomerMapping() {}

  /**
   * The profile by its customer's key, or a tombstone when the profile is gone. The profile of an
   * account that is part of another customer is kept, for those who know the account.
   */
  static KeyedValue<CustomerProfile> upsert(ProfileView view) {
    return view.active() || view.isMerged()
        ? KeyedValue.of(toAvro(view))
        : KeyedValue.tombstone(view.customerKey());
  }

  static CustomerProfile toAvro(ProfileView view) {
    boolean bought = view.lastPurchase() != io.rapport.core.customer.CustomerProfile.NEVER;
    return CustomerProfile.newBuilder()
        .setSite(view.site())
        .setCustomerId(view.customerId())
        .setIdentified(view.identified())
        .setEventTime(Instant.ofEpochMilli(view.eventTime()))
        .setFirstSeen(Instant.ofEpochMilli(view.firstSeen()))
        .setViews(view.views())
        .setCartAdds(view.cartAdds())
        .setWishes(view.wishes())
        .setSearches(view.searches())
        .setOrders(view.orders())
        .setReturns(view.returns())
        .setSpend(Money.decimal(view.spend()))
        .setCurrency(view.currency())
        .setLastPurchase(bought ? Instant.ofEpochMilli(view.lastPurchase()) : null)
        .setRecencyScore(score(view.recencyScore()))
        .setFrequencyScore(score(view.frequencyScore()))
        .setMonetaryScore(score(view.monetaryScore()))
        .setTicketsOpen(view.ticketsOpen())
        .setTicketsTotal(view.ticketsTotal())
        .setCategoryConcentration(view.categoryConcentration())
        .setTopCategories(view.topCategories().stream().map(CustomerMapping::interest).toList())
        .setRecentItems(view.recentItems())
        .setEmail(view.email())
        .setPhone(view.phone())
        .setCountry(view.country())
        .setMarketingConsent(view.marketingConsent())
        .setPersonalisationConsent(view.personalisationConsent())
        .setQualityCodes(view.qualityCodes())
        .setVisitorIds(view.visitorIds())
        .setRecentChanges(view.recentChanges().stream().map(CustomerMapping::change).toList())
        .setAccounts(view.accounts())
        .setMergedInto(view.isMerged() ? view.mergedInto() : null)
        .build();
  }

  static Receipt receipt(Erasure erasure) {
    return new Receipt(
        erasure.requestId(),
        erasure.site(),
        erasure.eventTime(),
        COMPONENT,
        Map.of(
            "profiles", erasure.profiles(),
            "identities", erasure.identities(),
            "links", erasure.links(),
            "records", erasure.records()));
  }

  static VisitorErasure toAvro(VisitorErased erased) {
    return VisitorErasure.newBuilder()
        .setRequestId(erased.requestId())
        .setSite(erased.site())
        .setVisitorId(erased.visitor())
        .setEventTime(Instant.ofEpochMilli(erased.time()))
        .build();
  }

  private static Integer score(int score) {
    return score == 0 ? null : score;
  }

  private static CleaningChange change(CleaningNote note) {
    return CleaningChange.newBuilder()
        .setEventTime(Instant.ofEpochMilli(note.eventTime()))
        .setRule(note.rule())
        .setKind(note.kind())
        .setField(note.field())
        .setValue(note.value())
        .build();
  }

  private static CategoryInterest interest(CategoryWeight weight) {
    return new CategoryInterest(weight.category(), weight.weight());
  }
}
