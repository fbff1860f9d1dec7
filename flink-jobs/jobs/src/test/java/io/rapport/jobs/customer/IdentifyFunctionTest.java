package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Signal;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.Pseudonyms;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.testing.Customers;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentifyFunctionTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;
  private static final String COOKIE = "shop/v:v1";

  private IdentifyFunction function;
  private KeyedOneInputStreamOperatorTestHarness<String, Signal, ProfileView> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aVisitorIsACustomerWhileNoAccountIsKnown() throws Exception {
    view(NOON);
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::customerId, ProfileView::identified, ProfileView::views)
        .containsExactly(tuple("v1", false, 1L));
    assertThat(contributions()).isEmpty();
  }

  @Test
  void onLinkingTheProfileMovesAndLaterEventsFollow() throws Exception {
    view(NOON);
    view(NOON + 100);
    restart();
    link("shop/c1", NOON + 200);
    view(NOON + 300);
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::status, ProfileView::mergedInto)
        .containsExactly(tuple(ProfileStatus.MERGED, "c1"));
    List<Contribution> moved = contributions();
    assertThat(moved).extracting(Contribution::account).containsExactly("shop/c1", "shop/c1");
    CustomerProfile profile = CustomerProfile.format(SETTINGS).unpack(moved.get(0).profile());
    assertThat(profile.view(new Subject("shop", "c1", true)).views()).isEqualTo(2);
    assertThat(moved.get(1).observation().eventTime()).isEqualTo(NOON + 300);
  }

  @Test
  void changesWithinTheIntervalAreEmittedOnceByATimer() throws Exception {
    view(NOON);
    view(NOON + 10);
    view(NOON + 20);
    assertThat(harness.extractOutputValues()).hasSize(1);
    restart();
    harness.processWatermark(NOON + SETTINGS.emitInterval());
    assertThat(harness.extractOutputValues()).extracting(ProfileView::views).containsExactly(3L);
    harness.processWatermark(NOON + 10 * SETTINGS.emitInterval());
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void duplicatesAreCountedAndDropped() throws Exception {
    view(NOON);
    restart();
    view(NOON);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(function.accounting().total(Feed.CLICKS, Outcome.PROCESSED)).isOne();
    assertThat(function.accounting().total(Feed.CLICKS, Outcome.DUPLICATE)).isOne();
  }

  @Test
  void aTicketOfNobodyIsAccountedForAndMakesNoProfile() throws Exception {
    Signal ticket = Signal.observe(Observation.of(Customers.ticket(null, null, NOON)));
    assertThat(ticket.identifier()).isEqualTo("shop/t:ticket-" + NOON);
    send(ticket);
    send(ticket);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(contributions()).isEmpty();
    assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.PROCESSED)).isOne();
    assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.DUPLICATE)).isOne();
  }

  @Test
  void anErasureRemovesTheProfileAndLateEventsDoNotBringItBack() throws Exception {
    view(NOON);
    send(Signal.observe(Customers.erasure("v1", null, NOON + 500)));
    view(NOON + 400);
    view(NOON + 600);
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::status, ProfileView::views)
        .containsExactly(
            tuple(ProfileStatus.ACTIVE, 1L),
            tuple(ProfileStatus.ERASED, 0L),
            tuple(ProfileStatus.ACTIVE, 1L));
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASURES))
        .containsExactly(new Erasure("request-" + (NOON + 500), "shop", NOON + 500, 1, 0, 0));
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASED_VISITORS))
        .containsExactly(new VisitorErased("request-" + (NOON + 500), "shop", "v1", NOON + 500));
  }

  @Test
  void otherJobsAreToldOfAnErasedAddressByAPseudonym() throws Exception {
    for (String identifier : List.of("shop/e:me@example.com", "shop/p:+15550100")) {
      send(
          new Signal(
              Signal.Kind.ERASE,
              identifier,
              "shop/c1",
              NOON + 2,
              Customers.erasure(null, "c1", NOON + 2)));
    }
    String visitor = Pseudonyms.ofEmail("shop", "me@example.com");
    assertThat(visitor).matches("email:[0-9a-f]{32}");
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASED_VISITORS))
        .containsExactly(new VisitorErased("request-" + (NOON + 2), "shop", visitor, NOON + 2));
  }

  @Test
  void anErasureOfAnAccountDoesNotReachACookieThatIsAnothersNow() throws Exception {
    link("shop/c1", NOON);
    link("shop/c2", NOON + 1);
    send(
        new Signal(
            Signal.Kind.ERASE,
            COOKIE,
            "shop/c1",
            NOON + 2,
            Customers.erasure(null, "c1", NOON + 2)));
    view(NOON + 3);
    assertThat(contributions())
        .extracting(Contribution::account, of -> of.observation().kind())
        .containsExactly(
            tuple("shop/c1", ObservationKind.LOGOUT), tuple("shop/c2", ObservationKind.VIEW));
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASED_VISITORS)).isEmpty();
  }

  @Test
  void anUnlinkedCookieIsACustomerAgain() throws Exception {
    link("shop/c1", NOON);
    send(new Signal(Signal.Kind.UNLINK, COOKIE, "shop/c1", NOON + 1, null));
    view(NOON + 2);
    assertThat(contributions()).isEmpty();
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void profilesLinksAndTotalsSurviveAChangeOfParallelism() throws Exception {
    for (int i = 0; i < 12; i++) {
      send(Signal.observe(Customers.viewed("v" + i, null, NOON)));
      send(Signal.observe(Customers.viewed("v" + i, null, NOON + 10)));
      send(new Signal(Signal.Kind.LINK, "shop/v:w" + i, "shop/c" + i, NOON, null));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int profiles = 0;
    int moved = 0;
    long processed = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      harness.close();
      harness = harness(snapshot, 2, subtask);
      processed += function.accounting().total(Feed.CLICKS, Outcome.PROCESSED);
      harness.processWatermark(NOON + SETTINGS.emitInterval());
      assertThat(harness.extractOutputValues()).extracting(ProfileView::views).containsOnly(2L);
      profiles += harness.extractOutputValues().size();
      for (int i = 0; i < 12; i++) {
        if (Harnesses.owns(harness, "shop/v:w" + i)) {
          send(Signal.observe(Customers.viewed("w" + i, null, NOON + 20)));
          assertThat(contributions()).last().matches(c -> c.observation().eventTime() > NOON);
        }
      }
      moved += contributions().size();
    }
    assertThat(profiles).isEqualTo(12);
    assertThat(moved).isEqualTo(12);
    assertThat(processed).isEqualTo(24);
  }

  @Test
  void aSilentVisitorIsForgotten() throws Exception {
    view(NOON);
    view(NOON + 5_000);
    harness.processWatermark(NOON + SETTINGS.retention());
    assertThat(Harnesses.keys(harness)).isOne();
    harness.processWatermark(NOON + 5_000 + SETTINGS.retention());
    assertThat(harness.extractOutputValues())
        .last()
        .extracting(ProfileView::status)
        .isEqualTo(ProfileStatus.EXPIRED);
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aVisitOfLongAgoBehindLiveTrafficIsKeptAsLongAsANewOne() throws Exception {
    harness.processWatermark(NOON);
    view(NOON - Duration.ofDays(300).toMillis());
    harness.processWatermark(NOON + SETTINGS.retention() - 1);
    assertThat(harness.extractOutputValues()).extracting(ProfileView::views).containsExactly(1L);
    restart();
    harness.processWatermark(NOON + SETTINGS.retention());
    assertThat(harness.extractOutputValues())
        .extracting(ProfileView::status)
        .containsExactly(ProfileStatus.EXPIRED);
    assertThat(Harnesses.keys(harness)).isZero();
  }

  private void view(long time) throws Exception {
    send(Signal.observe(Customers.viewed("v1", null, time)));
  }

  private void link(String account, long time) throws Exception {
    send(new Signal(Signal.Kind.LINK, COOKIE, account, time, null));
  }

  private void send(Signal signal) throws Exception {
    harness.processElement(signal, signal.time());
  }

  private List<Contribution> contributions() {
    return Harnesses.side(harness, IdentifyFunction.CONTRIBUTIONS);
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot, 1, 0);
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Signal, ProfileView> harness(
      OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    function = new IdentifyFunction(SETTINGS);
    return Harnesses.keyed(function, Signal::identifier, new Part(state, 1, parallelism, subtask));
  }
}
