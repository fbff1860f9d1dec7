package io.rapport.jobs.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UniteFunctionTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;
  private static final ResolverSettings PERSONS = ResolverSettings.DEFAULT;

  private KeyedBroadcastOperatorTestHarness<String, ProfileView, Quintiles, ProfileView> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void profilesAreScoredByTheQuintilesOfTheirSiteAlsoAfterARestart() throws Exception {
    harness.processElement(bought("c1"), 1);
    harness.processBroadcastElement(quintiles(), 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    assertThat(harness.extractOutputValues().get(0).recencyScore()).isZero();
    harness.close();
    harness = harness(snapshot, 1, 0);
    harness.processElement(bought("c1"), 2);
    ProfileView scored = harness.extractOutputValues().get(0);
    assertThat(scored.recencyScore()).isEqualTo(5);
    assertThat(scored.frequencyScore()).isEqualTo(3);
    assertThat(scored.monetaryScore()).isEqualTo(5);
  }

  @Test
  void everySubtaskHasTheQuintilesAfterAChangeOfParallelism() throws Exception {
    harness.processBroadcastElement(quintiles(), 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half = harness(snapshot, 2, subtask)) {
        int account = 0;
        while (!Harnesses.owns(half, "shop/c" + account)) {
          account++;
        }
        half.processElement(bought("c" + account), 2);
        assertThat(half.extractOutputValues().get(0).recencyScore()).isEqualTo(5);
      }
    }
  }

  private static Quintiles quintiles() {
    return new Quintiles(
        "shop", 1, 5, List.of(1L, 2L, 3L, 4L), List.of(0L, 0L, 1L, 2L), List.of(9L, 9L, 9L, 9L));
  }

  private static ProfileView bought(String account) {
    CustomerProfile profile = new CustomerProfile(CustomerSettings.DEFAULT);
    profile.apply(Observation.of(Customers.order(null, account, null, Events.NOON)));
    return profile.view(new Subject("shop", account, true));
  }

  @Test
  void theAccountsOfAPersonAreOneProfileWhileTheyAreOne() throws Exception {
    send(part("c1", viewed("c1", 1), "c1"));
    send(part("c2", viewed("c2", 2), "c1"));
    restart();
    send(part("c2", viewed("c2", 3), "c1"));
    assertThat(last().customerId()).isEqualTo("c1");
    assertThat(last().views()).isEqualTo(4);
    assertThat(last().accounts()).containsExactly("c1", "c2");
    assertThat(last().part()).isNull();
    send(left("c2", ProfileStatus.MERGED, "c1"));
    assertThat(last().views()).isOne();
    assertThat(last().accounts()).isEmpty();
    send(left("c1", ProfileStatus.MERGED, "c1"));
    assertThat(last().views()).as("the account's own profile follows").isOne();
    assertThat(Harnesses.keys(harness)).isZero();
  }

  @Test
  void aCustomerWhoseOwnAccountLeavesIsGone() throws Exception {
    send(part("c1", viewed("c1", 1), "c1"));
    send(part("c2", viewed("c2", 2), "c1"));
    send(left("c1", ProfileStatus.EXPIRED, "c1"));
    assertThat(last().status()).isEqualTo(ProfileStatus.EXPIRED);
    assertThat(last().customerId()).isEqualTo("c1");
    int before = harness.extractOutputValues().size();
    send(left("c2", ProfileStatus.MERGED, "c1"));
    assertThat(harness.extractOutputValues()).hasSize(before);
    assertThat(Harnesses.keys(harness)).isZero();
  }

  @Test
  void theProfileOfSeveralAccountsLivesAsLongAsTheyAreOne() throws Exception {
    send(part("c1", viewed("c1", 1), "c1"));
    send(part("c2", viewed("c2", 1), "c1"));
    watermark(Events.NOON + PERSONS.retention() - 1);
    send(part("c2", viewed("c2", 3), "c1"));
    assertThat(last().views()).as("of both").isEqualTo(4);
  }

  @Test
  void partsAreForgottenLongAfterTheLastEvent() throws Exception {
    send(part("c1", viewed("c1", 1), "c1"));
    watermark(Events.NOON + PERSONS.retention());
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    harness.processBroadcastWatermark(new Watermark(time));
  }

  @Test
  void customersSurviveAChangeOfParallelism() throws Exception {
    for (int i = 0; i < 12; i++) {
      send(part("c" + i, viewed("c" + i, 1), "c" + i));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int customers = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half = harness(snapshot, 2, subtask)) {
        for (int i = 0; i < 12; i++) {
          if (Harnesses.owns(half, "shop/c" + i)) {
            half.processElement(part("d" + i, viewed("d" + i, 2), "c" + i), 2);
            customers++;
          }
        }
        assertThat(half.extractOutputValues()).extracting(ProfileView::views).containsOnly(3L);
      }
    }
    assertThat(customers).isEqualTo(12);
  }

  private void send(ProfileView profile) throws Exception {
    harness.processElement(profile, profile.eventTime());
  }

  private ProfileView last() {
    return harness.extractOutputValues().get(harness.extractOutputValues().size() - 1);
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot, 1, 0);
  }

  private static CustomerProfile viewed(String account, int times) {
    CustomerProfile profile = new CustomerProfile(SETTINGS);
    for (int i = 0; i < times; i++) {
      profile.apply(Customers.viewed(null, account, Events.NOON - i));
    }
    return profile;
  }

  private static ProfileView part(String account, CustomerProfile profile, String customer) {
    return profile
        .view(new Subject("shop", account, true))
        .asPart(
            new ProfileView.Part(
                "shop/" + customer, CustomerProfile.format(SETTINGS).pack(profile)));
  }

  private static ProfileView left(String account, ProfileStatus status, String customer) {
    return ProfileView.gone(new Subject("shop", account, true), status, null, Events.NOON)
        .asPart(new ProfileView.Part("shop/" + customer, null));
  }

  private static KeyedBroadcastOperatorTestHarness<String, ProfileView, Quintiles, ProfileView>
      harness(OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    return Harnesses.keyed(
        new UniteFunction(SETTINGS, PERSONS),
        ProfileView::publishedKey,
        List.of(UniteFunction.QUINTILES),
        new Part(state, 1, parallelism, subtask));
  }
}
