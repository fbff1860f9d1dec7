package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.Signal;
import io.rapport.core.intake.Outcome;
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

class LinkFunctionTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;

  private LinkFunction function;
  private KeyedOneInputStreamOperatorTestHarness<String, Observation, Contribution> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aCookieIsToldAtEachEventWhomItBelongsTo() throws Exception {
    send(Customers.viewed("v1", "c1", NOON));
    send(Customers.viewed("v1", "c1", NOON + 1));
    send(Customers.viewed("v1", "c1", NOON + SETTINGS.linkRefresh()));
    assertThat(signals())
        .extracting(Signal::kind, Signal::identifier, Signal::account, Signal::time)
        .containsExactly(
            tuple(Signal.Kind.LINK, "shop/v:v1", "shop/c1", NOON),
            tuple(Signal.Kind.LINK, "shop/v:v1", "shop/c1", NOON + 1),
            tuple(Signal.Kind.LINK, "shop/v:v1", "shop/c1", NOON + SETTINGS.linkRefresh()));
    assertThat(harness.extractOutputValues()).hasSize(3);
  }

  @Test
  void duplicatesAreDroppedAlsoAfterARestart() throws Exception {
    send(Customers.viewed("v1", "c1", NOON));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot, 1, 0);
    send(Customers.viewed("v1", "c1", NOON));
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(function.accounting().total(Feed.CLICKS, Outcome.PROCESSED)).isOne();
    assertThat(function.accounting().total(Feed.CLICKS, Outcome.DUPLICATE)).isOne();
  }

  @Test
  void duplicatesAreDroppedAndTotalsKeptWhenTheParallelismChanges() throws Exception {
    for (int i = 0; i < 20; i++) {
      send(Customers.viewed("v" + i, "c" + i, NOON));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    long duplicates = 0;
    long processed = 0;
    for (int subtask = 0; subtask < 3; subtask++) {
      try (var part = harness(snapshot, 3, subtask)) {
        for (int i = 0; i < 20; i++) {
          if (Harnesses.owns(part, "shop/c" + i)) {
            part.processElement(Customers.viewed("v" + i, "c" + i, NOON), NOON);
          }
        }
        assertThat(part.extractOutputValues()).isEmpty();
        duplicates += function.accounting().total(Feed.CLICKS, Outcome.DUPLICATE);
        processed += function.accounting().total(Feed.CLICKS, Outcome.PROCESSED);
      }
    }
    assertThat(duplicates).isEqualTo(20);
    assertThat(processed).isEqualTo(20);
  }

  @Test
  void anErasureReachesEveryIdentifierOfTheAccount() throws Exception {
    send(Customers.viewed("v1", "c1", NOON));
    send(Observation.of(Customers.record("c1", NOON + 1)));
    send(Customers.erasure(null, "c1", NOON + 2));
    assertThat(signals())
        .filteredOn(signal -> signal.kind() == Signal.Kind.ERASE)
        .extracting(Signal::identifier)
        .containsExactly("shop/e:c1@example.org", "shop/p:+4930123456", "shop/v:v1");
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASURES))
        .containsExactly(new Erasure("request-" + (NOON + 2), "shop", NOON + 2, 0, 0, 3));
    assertThat(Harnesses.side(harness, ProfileEmitter.ERASED_VISITORS))
        .containsExactly(new VisitorErased("request-" + (NOON + 2), "shop", "c1", NOON + 2));
  }

  @Test
  void anAccountIsForgottenAfterItsRetentionAndNotBefore() throws Exception {
    send(Customers.viewed("v1", "c1", NOON));
    send(Customers.viewed("v1", "c1", NOON + 1_000));
    harness.processWatermark(NOON + SETTINGS.retention());
    assertThat(Harnesses.keys(harness)).isOne();
    harness.processWatermark(NOON + 1_000 + SETTINGS.retention());
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anEventOfLongAgoIsKnownAgainAfterwards() throws Exception {
    Observation old = Customers.viewed("v1", "c1", NOON - Duration.ofDays(300).toMillis());
    harness.processWatermark(NOON);
    send(old);
    harness.processWatermark(NOON + SETTINGS.retention() - 1);
    send(old);
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(signals()).hasSize(1);
    assertThat(function.accounting().total(Feed.CLICKS, Outcome.DUPLICATE)).isOne();
  }

  private List<Signal> signals() {
    return Harnesses.side(harness, LinkFunction.SIGNALS);
  }

  private void send(Observation event) throws Exception {
    harness.processElement(event, event.eventTime());
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Observation, Contribution> harness(
      OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    function = new LinkFunction(SETTINGS);
    return Harnesses.keyed(
        function, Observation::accountKey, new Part(state, 1, parallelism, subtask));
  }
}
