package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.assertj.core.data.Offset;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

@Domain(Observations.class)
@Domain(DomainContext.Global.class)
class CustomerProfileTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;
  private static final Subject SUBJECT = new Subject("shop", "c1", true);
  private static final CustomerSettings TIGHT =
      CustomerSettings.DEFAULT.with(
          c ->
              c.maxCategories(2)
                  .topCategories(2)
                  .maxItems(3)
                  .maxTickets(1)
                  .maxCurrencies(1)
                  .interestHalfLife(1_000)
                  .recentIds(4)
                  .maxIdentifiers(2)
                  .maxOrders(2)
                  .linkRefresh(1_000)
                  .retention(1_000)
                  .rfmSample(10));

  @Property(tries = 120)
  void theOrderOfEventsDoesNotMatter(
      @ForAll @Size(max = 30) List<Observation> events, @ForAll long seed) {
    List<Observation> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));
    assertSame(profile(shuffled), profile(events));
  }

  @Property(tries = 120)
  void mergingIsReplayingTheUnion(
      @ForAll @Size(max = 20) List<Observation> left,
      @ForAll @Size(max = 20) List<Observation> right) {
    List<Observation> both = new ArrayList<>(left);
    both.addAll(right);
    CustomerProfile merged = profile(left);
    merged.merge(profile(right));
    assertSame(merged, profile(both));
    CustomerProfile turned = profile(right);
    turned.merge(profile(left));
    assertSame(turned, profile(both));
  }

  @Property(tries = 120)
  void packingKeepsEverything(
      @ForAll @Size(max = 15) List<Observation> before,
      @ForAll @Size(max = 15) List<Observation> after) {
    CustomerProfile profile = profile(before);
    PackedFormat<CustomerProfile> format = CustomerProfile.format(SETTINGS);
    CustomerProfile restored = Repacked.of(format, profile);
    after.forEach(profile::apply);
    after.forEach(restored::apply);
    assertThat(format.pack(restored)).isEqualTo(format.pack(profile));
  }

  @Property(tries = 120)
  void sumsAreThoseOfAPlainLoop(@ForAll @Size(max = 40) List<Observation> events) {
    long views = 0;
    long newest = CustomerProfile.NEVER;
    for (Observation event : events) {
      views += event.kind() == ObservationKind.VIEW ? 1 : 0;
      if (event.kind() != ObservationKind.LOGOUT) {
        newest = Math.max(newest, event.eventTime());
      }
    }
    ProfileView view = profile(events).view(SUBJECT);
    assertThat(view.views()).isEqualTo(views);
    assertThat(view.eventTime()).isEqualTo(newest);
  }

  /** Forty events or so of five orders and returns: each counts with its newest version. */
  @Property(tries = 200)
  void anOrderCountsOnce(@ForAll @Size(max = 40) List<Observation> events) {
    long orders = 0;
    long cancellations = 0;
    long returns = 0;
    long lastPurchase = CustomerProfile.NEVER;
    Map<String, Long> firsts = new HashMap<>();
    Map<String, Long> totals = new HashMap<>();
    for (String id : List.of("o0", "o1", "o2", "o3", "o4")) {
      List<Observation> versions = versions(events, id, ObservationKind.ORDER);
      List<Observation> cancelled = versions(events, id, ObservationKind.CANCEL);
      List<Observation> returned = versions(events, id, ObservationKind.RETURN);
      String currency = "";
      if (!versions.isEmpty()) {
        Observation newest = versions.get(versions.size() - 1);
        long first = versions.get(0).eventTime();
        currency = Spend.code(newest.currency());
        orders++;
        lastPurchase = Math.max(lastPurchase, first);
        firsts.merge(currency, first, Math::min);
        totals.merge(currency, newest.amount(), Long::sum);
      }
      if (!cancelled.isEmpty()) {
        cancellations++;
        String refunded =
            versions.isEmpty()
                ? cancelled.stream()
                    .map(event -> Spend.code(event.currency()))
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                : currency;
        totals.merge(refunded, -cancelled.get(cancelled.size() - 1).amount(), Long::sum);
      }
      if (!returned.isEmpty()) {
        Observation newest = returned.get(returned.size() - 1);
        returns++;
        totals.merge(Spend.code(newest.currency()), -newest.amount(), Long::sum);
      }
    }
    ProfileView view = profile(events).view(SUBJECT);
    assertThat(view.returns()).isEqualTo(returns);
    assertThat(view.orders()).isEqualTo(Math.max(0, orders - cancellations));
    assertThat(view.lastPurchase()).isEqualTo(lastPurchase);
    if (!firsts.isEmpty()) {
      String own =
          firsts.entrySet().stream()
              .min(
                  Map.Entry.<String, Long>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey()))
              .orElseThrow()
              .getKey();
      assertThat(Spend.code(view.currency())).isEqualTo(own);
      assertThat(view.spend()).isEqualTo(totals.get(own));
    }
  }

  /** The first version that is seen of an order may be one of months later. */
  @Test
  void anOrderIsAsOldAsItIsAndItsNewestVersionCounts() {
    Observation placed = version("e1", 1_000, 1_000, 50);
    Observation edited = version("e2", 1_000, 9_000, 30);
    Observation paid = version("e3", 1_000, 5_000, 50);
    for (List<Observation> told :
        List.of(List.of(placed, paid, edited), List.of(edited, paid), List.of(edited, placed))) {
      ProfileView view = profile(told).view(SUBJECT);
      assertThat(view.orders()).isEqualTo(1);
      assertThat(view.lastPurchase()).isEqualTo(1_000);
      assertThat(view.firstSeen()).isEqualTo(1_000);
      assertThat(view.eventTime()).as("what changed last").isEqualTo(9_000);
      assertThat(view.spend()).isEqualTo(300_000);
    }
  }

  private static Observation version(String id, long placed, long version, double price) {
    return Observation.of(
        Events.order(id, placed, "v1")
            .orderId("o-1")
            .versionTime(version)
            .lines(List.of(new PurchaseLine("i1", 1, price)))
            .build());
  }

  /** A record changes for other reasons than its consent. */
  @Test
  void theNewestConsentCountsWhateverTheRecordsTimes() {
    Observation crm = consent("e1", 2_000, 2_000, false);
    Observation shop = consent("e2", 9_000, 1_000, true);
    for (List<Observation> told : List.of(List.of(crm, shop), List.of(shop, crm))) {
      assertThat(profile(told).view(SUBJECT).marketingConsent()).isFalse();
    }
    assertThat(
            profile(List.of(crm, shop, consent("e3", 9_500, 2_001, true)))
                .view(SUBJECT)
                .marketingConsent())
        .isTrue();
  }

  private static Observation consent(String id, long time, long given, boolean consent) {
    return Observation.of(
        Events.customer("c1", time)
            .eventId(id)
            .marketingConsent(consent)
            .consentTime(given)
            .build());
  }

  private static List<Observation> versions(
      List<Observation> events, String order, ObservationKind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind && event.orderId().equals(order))
        .sorted(
            Comparator.comparingLong(Observation::eventTime)
                .thenComparingLong(Observation::amount)
                .thenComparing(event -> Spend.code(event.currency())))
        .toList();
  }

  @Property(tries = 120)
  void interestIsTheDecayedSum(@ForAll @Size(min = 1, max = 30) List<Observation> events) {
    ProfileView view = profile(events).view(SUBJECT);
    for (CategoryWeight shown : view.topCategories()) {
      double expected = 0;
      for (Observation event : events) {
        if (shown.category().equals(event.category())) {
          double age = view.eventTime() - event.eventTime();
          expected += weight(event.kind()) * Math.pow(2, -age / SETTINGS.interestHalfLife());
        }
      }
      assertThat(shown.weight()).isCloseTo(expected, Offset.offset(1e-9));
    }
  }

  private static double weight(ObservationKind kind) {
    return switch (kind) {
      case VIEW, SEARCH, RECOMMENDATION_CLICK -> 1;
      case WISH -> 2;
      case ADD_TO_CART -> 3;
      case ORDER -> 5;
      default -> 0;
    };
  }

  @Property(tries = 100)
  void theCapsHold(@ForAll @Size(max = 60) List<Observation> events) {
    CustomerProfile profile = new CustomerProfile(TIGHT);
    events.forEach(profile::apply);
    ProfileView view = profile.view(SUBJECT);
    assertThat(view.topCategories()).hasSizeLessThanOrEqualTo(2);
    assertThat(view.recentItems()).hasSizeLessThanOrEqualTo(3);
    assertThat(view.ticketsOpen()).isLessThanOrEqualTo(1);
    CustomerProfile grown = new CustomerProfile(SETTINGS);
    events.forEach(grown::apply);
    byte[] packed = CustomerProfile.format(SETTINGS).pack(grown);
    PackedFormat<CustomerProfile> tight = CustomerProfile.format(TIGHT);
    assertThat(tight.unpack(packed).view(SUBJECT).recentItems()).isEqualTo(view.recentItems());
    assertThat(tight.pack(profile).length).isLessThan(1_500);
  }

  @Property(tries = 100)
  void whatHappenedBeforeAnErasureIsGoneHoweverLateItComes(
      @ForAll @Size(max = 20) List<Observation> events,
      @ForAll @Size(max = 20) List<Observation> late) {
    long erased = Events.NOON + 2_500_000_000L;
    CustomerProfile profile = profile(events).erased(erased);
    assertThat(profile.isEmpty()).isTrue();
    late.forEach(profile::apply);
    assertSame(profile, profile(late.stream().filter(e -> e.eventTime() > erased).toList()));
  }

  @Test
  void aClosingThatOvertakesItsOpeningCloses() {
    CustomerProfile profile = new CustomerProfile(SETTINGS);
    profile.apply(Observations.at(ObservationKind.TICKET_CLOSED, 2));
    assertThat(profile.view(SUBJECT).ticketsOpen()).isZero();
    profile.apply(Observations.at(ObservationKind.TICKET_OPENED, 1));
    assertThat(profile.view(SUBJECT).ticketsOpen()).isZero();
    assertThat(profile.view(SUBJECT).ticketsTotal()).isOne();
    profile.apply(Observations.at(ObservationKind.TICKET_OPENED, 3));
    assertThat(profile.view(SUBJECT).ticketsOpen()).isOne();
  }

  @Test
  void returnsAndCancellationsSubtract() {
    CustomerProfile profile = new CustomerProfile(SETTINGS);
    profile.apply(Observations.at(ObservationKind.ORDER, 1));
    profile.apply(Observations.at(ObservationKind.ORDER, 2));
    profile.apply(Observations.at(ObservationKind.CANCEL, 3));
    assertThat(profile.view(SUBJECT).orders()).isOne();
    assertThat(profile.view(SUBJECT).spend()).isEqualTo(10_000);
    profile.apply(Observations.at(ObservationKind.RETURN, 4));
    assertThat(profile.view(SUBJECT).spend()).isZero();
  }

  private static CustomerProfile profile(List<Observation> events) {
    CustomerProfile profile = new CustomerProfile(SETTINGS);
    events.forEach(profile::apply);
    return profile;
  }

  /**
   * Asserts that two profiles are equal up to the rounding of decayed weights, which may swap equal
   * ones.
   */
  private static void assertSame(CustomerProfile actual, CustomerProfile expected) {
    ProfileView a = actual.view(SUBJECT);
    ProfileView b = expected.view(SUBJECT);
    assertThat(a)
        .usingRecursiveComparison()
        .ignoringFields("topCategories")
        .withComparatorForType(new DoubleComparator(1e-9), Double.class)
        .isEqualTo(b);
    assertThat(byName(a))
        .usingRecursiveComparison()
        .withComparatorForType(new DoubleComparator(1e-9), Double.class)
        .isEqualTo(byName(b));
  }

  private static List<CategoryWeight> byName(ProfileView view) {
    return view.topCategories().stream()
        .sorted(Comparator.comparing(CategoryWeight::category))
        .toList();
  }
}
