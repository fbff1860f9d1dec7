package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.testing.Customers;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinFunctionTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;
  private static final PackedFormat<CustomerProfile> PROFILE = CustomerProfile.format(SETTINGS);

  private static final Subject SUBJECT = new Subject("shop", "c1", true);

  private KeyedOneInputStreamOperatorTestHarness<String, Contribution, ProfileView> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void allChannelsMeetInOneProfile() throws Exception {
    send(Observation.of(Customers.view("v1", "c1", "i2", NOON)));
    send(Observation.of(Customers.order("v1", "c1", null, NOON + 2_000)));
    restart();
    send(Observation.of(Customers.ticket(null, "c1", NOON + 4_000)));
    send(Observation.of(Customers.record("c1", NOON + 6_000)));
    send(Observation.of(Customers.request(PrivacyKind.OPT_OUT, null, "c1", NOON + 8_000)));
    ProfileView profile = last();
    assertThat(profile.identified()).isTrue();
    assertThat(profile.views()).isOne();
    assertThat(profile.orders()).isOne();
    assertThat(profile.spend()).isEqualTo(399_800);
    assertThat(profile.ticketsOpen()).isOne();
    assertThat(profile.email()).isEqualTo("c1@example.org");
    assertThat(profile.marketingConsent()).isTrue();
    assertThat(profile.personalisationConsent()).isFalse();
    assertThat(profile.recentItems()).containsExactly("i1", "i2");
    assertThat(profile.qualityCodes()).containsEntry("country:standardised", 1);
  }

  @Test
  void aMovedProfileIsAdded() throws Exception {
    CustomerProfile moved = new CustomerProfile(SETTINGS);
    moved.apply(Customers.viewed("v1", null, NOON + 5_000));
    send(Customers.viewed(null, "c1", NOON));
    harness.processElement(Contribution.of("shop/c1", PROFILE.pack(moved)), NOON);
    assertThat(last().views()).isEqualTo(2);
  }

  @Test
  void anErasureLeavesNothingAndOlderContributionsStayOut() throws Exception {
    send(Customers.viewed(null, "c1", NOON));
    send(Customers.erasure(null, "c1", NOON + 5_000));
    CustomerProfile moved = new CustomerProfile(SETTINGS);
    moved.apply(Customers.viewed("v1", null, NOON + 4_000));
    harness.processElement(Contribution.of("shop/c1", PROFILE.pack(moved)), NOON);
    send(Customers.viewed(null, "c1", NOON + 4_500));
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::status)
        .containsExactly(ProfileStatus.ACTIVE, ProfileStatus.ERASED);
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASURES))
        .containsExactly(new Erasure("request-" + (NOON + 5_000), "shop", NOON + 5_000, 1, 0, 0));
  }

  @Test
  void anErasureOfNobodyHasAReceiptToo() throws Exception {
    send(Customers.erasure(null, "c9", NOON));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASURES))
        .containsExactly(new Erasure("request-" + NOON, "shop", NOON, 0, 0, 0));
  }

  @Test
  void profilesSurviveAChangeOfParallelism() throws Exception {
    for (int i = 0; i < 12; i++) {
      send(Customers.viewed(null, "c" + i, NOON));
      send(Customers.viewed(null, "c" + i, NOON + 10));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int profiles = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half =
          Harnesses.keyed(
              new JoinFunction(SETTINGS), Contribution::account, Part.half(snapshot, subtask))) {
        half.processWatermark(NOON + SETTINGS.emitInterval());
        assertThat(half.extractOutputValues()).extracting(ProfileView::views).containsOnly(2L);
        profiles += half.extractOutputValues().size();
      }
    }
    assertThat(profiles).isEqualTo(12);
  }

  @Test
  void aSilentCustomerIsForgotten() throws Exception {
    send(Customers.viewed(null, "c1", NOON));
    send(Customers.erasure(null, "c2", NOON + 1));
    harness.processWatermark(NOON + 1 + SETTINGS.retention());
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::customerId, ProfileView::status)
        .containsExactly(tuple("c1", ProfileStatus.ACTIVE), tuple("c1", ProfileStatus.EXPIRED));
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anOrderOfLongAgoBehindLiveTrafficIsKeptAsLongAsANewOne() throws Exception {
    harness.processWatermark(NOON);
    send(Observation.of(Customers.order(null, "c1", null, NOON - Duration.ofDays(300).toMillis())));
    harness.processWatermark(NOON + SETTINGS.retention() - 1);
    assertThat(harness.extractOutputValues()).extracting(ProfileView::orders).containsExactly(1L);
    restart();
    harness.processWatermark(NOON + SETTINGS.retention() - 1);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.processWatermark(NOON + SETTINGS.retention());
    assertThat(last().status()).isEqualTo(ProfileStatus.EXPIRED);
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anAccountOfAnotherCustomerSendsItsProfileAsAPart() throws Exception {
    send(Customers.viewed(null, "c1", NOON));
    member("shop/c0", 1, NOON + 10);
    restart();
    assertThat(sent()).as("before the restart").isEmpty();
    send(Customers.viewed(null, "c1", NOON + 5_000));
    ProfileView part = last();
    assertThat(part.publishedKey()).isEqualTo("shop/c0");
    assertThat(part.customerId()).isEqualTo("c1");
    assertThat(PROFILE.unpack(part.part().profile()).view(SUBJECT).views()).isEqualTo(2);
    member("shop/c9", 1, NOON + 5_001);
    assertThat(last()).as("an older message").isEqualTo(part);
    member(null, 2, NOON + 6_000);
    assertThat(sent())
        .extracting(ProfileView::publishedKey, ProfileView::status)
        .endsWith(tuple("shop/c0", ProfileStatus.MERGED), tuple("shop/c1", ProfileStatus.ACTIVE));
    assertThat(last().part()).isNull();
    assertThat(last().views()).isEqualTo(2);
  }

  @Test
  void anAccountThatJoinsAnotherCustomerSaysWhichAndKeepsItsConsents() throws Exception {
    send(Customers.viewed(null, "c1", NOON));
    member("shop/c0", 1, NOON + 10);
    assertThat(sent())
        .extracting(ProfileView::publishedKey, ProfileView::status, ProfileView::mergedInto)
        .containsExactly(
            tuple("shop/c1", ProfileStatus.ACTIVE, null),
            tuple("shop/c1", ProfileStatus.MERGED, "c0"),
            tuple("shop/c0", ProfileStatus.ACTIVE, null));
    send(Observation.of(Customers.request(PrivacyKind.OPT_OUT, null, "c1", NOON + 5_000)));
    ProfileView own = sent().get(sent().size() - 2);
    assertThat(own.isMerged()).isTrue();
    assertThat(own.personalisationConsent()).isFalse();
    assertThat(CustomerMapping.toAvro(own).getMergedInto()).isEqualTo("c0");
    assertThat(CustomerMapping.toAvro(last()).getMergedInto()).isNull();
  }

  @Test
  void anAccountThatGivesTheCustomerItsIdIsNotWithdrawn() throws Exception {
    send(Customers.viewed(null, "c1", NOON));
    member("shop/c1", 1, NOON + 10);
    assertThat(sent()).extracting(ProfileView::status).containsOnly(ProfileStatus.ACTIVE);
    assertThat(last().part().customer()).isEqualTo("shop/c1");
  }

  @Test
  void aSilentAccountStaysPartOfItsCustomer() throws Exception {
    member("shop/c0", 1, NOON);
    send(Customers.viewed(null, "c1", NOON));
    harness.processWatermark(NOON + SETTINGS.retention());
    assertThat(last().status()).isEqualTo(ProfileStatus.EXPIRED);
    assertThat(PROFILE.unpack(last().part().profile()).isEmpty()).isTrue();
    assertThat(harness.numEventTimeTimers()).isZero();
    send(Customers.viewed(null, "c1", NOON + SETTINGS.retention() + 1));
    assertThat(last().publishedKey()).isEqualTo("shop/c0");
    harness.processWatermark(NOON + 2 * SETTINGS.retention() + 1);
    member(null, 2, NOON + 2 * SETTINGS.retention() + 2);
    assertThat(last().status()).isEqualTo(ProfileStatus.EXPIRED);
    assertThat(last().part().profile()).isNull();
    assertThat(Harnesses.keys(harness)).isZero();
  }

  /** A restart within a backfill of events that are older than the retention. */
  @Test
  void aProfileOfLongAgoOutlivesARestart() throws Exception {
    long now = NOON + 2 * SETTINGS.retention();
    harness.processWatermark(now);
    send(Customers.viewed(null, "c1", NOON));
    restart();
    send(Customers.viewed(null, "c1", NOON + 5_000));
    send(Customers.viewed(null, "c2", NOON));
    harness.processWatermark(now + 10_000);
    assertThat(sent())
        .extracting(ProfileView::customerId, ProfileView::status)
        .containsExactly(tuple("c1", ProfileStatus.ACTIVE), tuple("c2", ProfileStatus.ACTIVE));
    harness.processWatermark(now + SETTINGS.retention());
    assertThat(sent()).extracting(ProfileView::status).endsWith(ProfileStatus.EXPIRED);
    assertThat(Harnesses.keys(harness)).isZero();
  }

  private void member(String customer, long version, long time) throws Exception {
    harness.processElement(
        Contribution.of("shop/c1", new Contribution.Membership(customer, version, time)), time);
  }

  private List<ProfileView> sent() {
    return harness.extractOutputValues();
  }

  private ProfileView last() {
    return harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
  }

  private void send(Observation event) throws Exception {
    harness.processElement(Contribution.of(event.accountKey(), event), event.eventTime());
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Contribution, ProfileView> harness(
      OperatorSubtaskState state) throws Exception {
    return Harnesses.keyed(new JoinFunction(SETTINGS), Contribution::account, Part.of(state));
  }
}
