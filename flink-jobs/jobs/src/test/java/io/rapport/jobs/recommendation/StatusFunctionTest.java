package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.StatusFanout;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class StatusFunctionTest {

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, CustomerStatus, CustomerInput, VisitorInput>
      open(Part part) throws Exception {
    return Harnesses.keyed(
        new StatusFunction(),
        status -> status.site() + "/" + status.customerId(),
        CustomerInput::customerKey,
        part);
  }

  private static CustomerStatus profile(String customer, VisitorStatus status, String... visitors) {
    return new CustomerStatus("shop", customer, 1, status, List.of(visitors));
  }

  private static VisitorInput change(String visitor, VisitorStatus status, String segment) {
    return VisitorInput.of(new StatusChange("shop", visitor, "c", status, segment));
  }

  private static CustomerInput segment(String customer, String segment) {
    return CustomerInput.of(new SegmentChange("shop", customer, segment));
  }

  @Test
  void visitorsAreToldOnceAndTheNewOnesToo() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(profile("c", VisitorStatus.USUAL, "v", "c"), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement2(segment("c", "3"), 2);
      harness.processElement2(segment("c", "3"), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              change("v", VisitorStatus.USUAL, "3"), change("c", VisitorStatus.USUAL, "3"));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(profile("c", VisitorStatus.USUAL, "w", "c"), 3);
      harness.processElement1(profile("c", VisitorStatus.COMPLAINING, "c"), 4);
      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              change("w", VisitorStatus.USUAL, "3"),
              change("v", VisitorStatus.COMPLAINING, "3"),
              change("w", VisitorStatus.COMPLAINING, "3"),
              change("c", VisitorStatus.COMPLAINING, "3"));
    }
  }

  @Test
  void theEndOfProfileAndSegmentIsTheStates() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement2(segment("c", "3"), 1);
      harness.processElement1(profile("c", VisitorStatus.USUAL, "v"), 1);
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processElement1(profile("c", VisitorStatus.USUAL), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              change("v", VisitorStatus.USUAL, "3"), change("v", VisitorStatus.USUAL, null));
      harness.processElement2(segment("c", null), 3);
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  @Test
  void customersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(profile("c" + i, VisitorStatus.USUAL, "v" + i), 1);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, StatusFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      for (int i = 0; i < 30; i++) {
        harness.processElement2(segment("c" + i, "1"), 2);
      }
      assertThat(harness.extractOutputValues())
          .hasSize(30)
          .extracting(VisitorInput::status)
          .allMatch(change -> change.visitor().equals("v" + change.customerId().substring(1)));
    }
  }

  private static final List<String> ACCOUNTS = List.of("ann", "anna");

  /** The profile of an account that is part of a person with another one. */
  private static CustomerStatus part(String account, String... visitors) {
    return new CustomerStatus(
        "shop", account, 1, VisitorStatus.USUAL, List.of(visitors), "anna", List.of());
  }

  private static CustomerInput person(String account, VisitorStatus status, String... cookies) {
    return CustomerInput.of(
        new PersonStatus("shop", account, "anna", 1, status, List.of(cookies), ACCOUNTS));
  }

  private static PurchaseEvent order(String account, String id) {
    return Events.order(id, Events.NOON, null, "lamp").customerId(account).build();
  }

  private static VisitorInput share(String account, String cookie, PurchaseEvent... purchases) {
    return share(null, account, cookie, purchases);
  }

  /** As {@link #share(String, String, PurchaseEvent...)}, of which the last one is new. */
  private static VisitorInput added(String account, String cookie, PurchaseEvent... purchases) {
    return share(purchases[purchases.length - 1].eventId(), account, cookie, purchases);
  }

  private static VisitorInput share(
      String added, String account, String cookie, PurchaseEvent... purchases) {
    boolean some = purchases.length > 0;
    return VisitorInput.of(
        new SharedPurchases(
            "shop", cookie, account, some ? ACCOUNTS : List.of(), List.of(purchases), added));
  }

  /** The messages come in another order than they were sent, and the job is restored between. */
  @Test
  void thePersonsCookiesKnowWhatAnAccountBuysUntilItLeaves() throws Exception {
    PurchaseEvent first = order("ann", "o1");
    PurchaseEvent second = order("ann", "o2");
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement2(person("ann", VisitorStatus.USUAL, "pc", "phone"), 1);
      harness.processElement2(CustomerInput.of(first), Events.NOON);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement1(part("ann", "phone", "ann"), 1);
      assertThat(harness.extractOutputValues())
          .containsExactly(VisitorInput.copy(first.with("phone")), share("ann", "pc", first));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement2(CustomerInput.of(first), Events.NOON);
      harness.processElement2(person("ann", VisitorStatus.USUAL, "pc", "phone"), 1);
      harness.processElement1(part("ann", "phone", "ann"), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement2(CustomerInput.of(second), Events.NOON);
      harness.processElement2(person("ann", VisitorStatus.USUAL, "phone", "tablet"), 1);
      harness.processElement1(profile("ann", VisitorStatus.USUAL, "phone", "ann"), 1);
      // Sent before the account left.
      harness.processElement2(person("ann", VisitorStatus.USUAL, "phone"), 1);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              VisitorInput.copy(second.with("phone")),
              added("ann", "pc", first, second),
              share("ann", "pc"),
              share("ann", "tablet", first, second),
              share("ann", "tablet"));
      harness.processElement1(profile("ann", VisitorStatus.USUAL), 2);
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  /** Its own cookies are among the person's: which ones, only its cookies' histories know. */
  @Test
  void theAccountThatLeadsAPersonTellsAllOfThePersonsCookies() throws Exception {
    PurchaseEvent order = order("anna", "o1");
    try (var harness = open(Part.NONE)) {
      harness.processElement2(CustomerInput.of(order), Events.NOON);
      harness.processElement1(whole("phone", "pc", "anna"), 1);
      harness.processElement1(profile("anna", VisitorStatus.USUAL, "pc", "anna"), 1);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              share("anna", "pc", order),
              share("anna", "phone", order),
              VisitorInput.copy(order.with("pc")),
              share("anna", "pc"),
              share("anna", "phone"));
    }
  }

  /** The profile of the account that gives a person its id. */
  private static CustomerStatus whole(String... cookies) {
    return new CustomerStatus(
        "shop", "anna", 1, VisitorStatus.USUAL, List.of(cookies), null, ACCOUNTS);
  }

  @Test
  void aPurchaseIsCopiedToACookieOnce() throws Exception {
    PurchaseEvent first = order("anna", "o1");
    PurchaseEvent second = order("anna", "o2");
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement2(CustomerInput.of(first), Events.NOON);
      harness.processElement1(profile("anna", VisitorStatus.USUAL, "pc", "anna"), 1);
      harness.processElement1(whole("phone", "pc", "anna"), 1);
      harness.processElement2(CustomerInput.of(second), Events.NOON);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(profile("anna", VisitorStatus.USUAL, "tablet", "pc", "anna"), 1);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              VisitorInput.copy(first.with("tablet")),
              VisitorInput.copy(second.with("tablet")),
              VisitorInput.copy(second.with("pc")),
              share("anna", "pc"),
              share("anna", "phone"));
    }
  }

  @Test
  void theStricterStatusHoldsUntilTheAccountLeaves() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(part("c", "v"), 1);
      harness.processElement2(person("c", VisitorStatus.COMPLAINING, "v", "w"), 1);
      harness.processElement2(person("c", VisitorStatus.OPTED_OUT, "v", "w"), 1);
      harness.processElement1(profile("c", VisitorStatus.COMPLAINING, "v"), 1);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              change("v", VisitorStatus.COMPLAINING, null),
              change("v", VisitorStatus.OPTED_OUT, null),
              change("v", VisitorStatus.COMPLAINING, null));
    }
  }

  @Test
  void whatWaitsForAFirstProfileExpires() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement2(CustomerInput.of(order("ann", "o1")), Events.NOON);
      harness.processElement2(person("anna", VisitorStatus.USUAL, "pc"), 1);
      harness.processElement1(profile("c", VisitorStatus.USUAL, "v"), 1);
      assertThat(Harnesses.keys(harness)).isEqualTo(3);
      harness.processBothWatermarks(new Watermark(Events.NOON + StatusFanout.WAITING_MILLIS));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void membersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(part("c" + i, "v" + i), 1);
        harness.processElement2(person("c" + i, VisitorStatus.USUAL, "pc"), 1);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, StatusFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      for (int i = 0; i < 30; i++) {
        harness.processElement2(CustomerInput.of(order("c" + i, "o")), Events.NOON);
      }
      assertThat(harness.extractOutputValues())
          .filteredOn(input -> input.kind() == VisitorInput.Kind.SHARE)
          .hasSize(30)
          .allMatch(input -> input.shared().visitor().equals("pc"));
    }
  }
}
