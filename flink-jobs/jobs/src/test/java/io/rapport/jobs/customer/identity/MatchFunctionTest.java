package io.rapport.jobs.customer.identity;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.resolve.Identity;
import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PersonDetails;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import io.rapport.core.testing.People;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchFunctionTest {

  private static final ResolverSettings SETTINGS =
      ResolverSettings.DEFAULT.with(
          s ->
              s.linking(ResolverSettings.DEFAULT.linking().with(l -> l.maxRecords(100).peers(64))));

  private MatchFunction function;
  private KeyedOneInputStreamOperatorTestHarness<String, IdentityInput, Contribution> harness;

  @BeforeEach
  void open() throws Exception {
    start(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void start(OperatorSubtaskState state) throws Exception {
    function = new MatchFunction(SETTINGS, 2);
    harness = Harnesses.keyed(function, IdentityInput::site, Part.of(state));
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    start(snapshot);
  }

  private void isabelle(String id, long time) throws Exception {
    record(People.entry(id, "shop", "Isabelle", "Wexford", "1980-03-04", time).build());
  }

  private void record(io.rapport.core.intake.CustomerEntry entry) throws Exception {
    harness.processElement(IdentityInput.of(entry), entry.eventTime());
  }

  private void decide(DecisionEvent.Kind kind, long time) throws Exception {
    harness.processElement(
        IdentityInput.of(
            new DecisionEvent("d" + time, time, "shop", kind, "c1", "c2", "Ada", null)),
        time);
  }

  private void erase(String account, long time) throws Exception {
    harness.processElement(
        IdentityInput.of(Customers.request(PrivacyKind.ERASURE, null, account, time)), time);
  }

  @Test
  void twoAccountsOfOnePersonAreTold() throws Exception {
    isabelle("c1", NOON);
    restart();
    isabelle("c2", NOON + 1);
    assertThat(harness.extractOutputValues())
        .extracting(Contribution::account, to -> to.membership().customer())
        .containsExactlyInAnyOrder(tuple("shop/c1", "shop/c1"), tuple("shop/c2", "shop/c1"));
    Identity whole =
        Harnesses.side(harness, MatchFunction.IDENTITIES).stream()
            .filter(update -> update.customerId().equals("c1"))
            .reduce((one, next) -> next)
            .orElseThrow()
            .identity();
    assertThat(whole.members()).extracting(Identity.Member::customerId).containsExactly("c1", "c2");
    assertThat(whole.golden().field(Role.FAMILY_NAME).orElseThrow().value()).isEqualTo("Wexford");
  }

  @Test
  void aDecisionIsCountedAndLastsOverARestart() throws Exception {
    isabelle("c1", NOON);
    isabelle("c2", NOON + 1);
    decide(DecisionEvent.Kind.REJECT, NOON + 2);
    restart();
    decide(DecisionEvent.Kind.CONFIRM, NOON + 1);
    isabelle("c2", NOON + 3);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(function.accounting().total(Feed.IDENTITY_DECISIONS, Outcome.PROCESSED)).isOne();
    assertThat(function.accounting().total(Feed.IDENTITY_DECISIONS, Outcome.DUPLICATE)).isOne();
    decide(DecisionEvent.Kind.UNDO, NOON + 4);
    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void anErasureReachesThePersonsOtherAccounts() throws Exception {
    isabelle("c1", NOON);
    isabelle("c2", NOON + 1);
    restart();
    erase("c2", NOON + 2);
    assertThat(Harnesses.side(harness, MatchFunction.ERASED))
        .extracting(Observation::customerId, Observation::requestId)
        .containsExactly(tuple("c1", "request-" + (NOON + 2)));
    assertThat(Harnesses.side(harness, MatchFunction.ERASURES))
        .containsExactly(new Erasure("request-" + (NOON + 2), "shop", NOON + 2, 0, 0, 0, 2));
    assertThat(Harnesses.side(harness, MatchFunction.IDENTITIES))
        .extracting(IdentityUpdate::customerId, IdentityUpdate::identity)
        .containsExactlyInAnyOrder(tuple("c1", null), tuple("c2", null));
  }

  @Test
  void anOldRecordOfAnErasedPersonThatArrivesAfterARestartIsNotKept() throws Exception {
    isabelle("c1", NOON);
    erase("c1", NOON + 10);
    restart();
    isabelle("c2", NOON + 5);
    assertThat(Harnesses.side(harness, MatchFunction.ERASED)).isEmpty();
    assertThat(Harnesses.side(harness, MatchFunction.IDENTITIES)).isEmpty();
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void anErasureOfAnUnknownIdRemovesNothing() throws Exception {
    isabelle("c1", NOON);
    erase("c9", NOON + 2);
    assertThat(Harnesses.side(harness, MatchFunction.ERASED)).isEmpty();
    assertThat(Harnesses.side(harness, MatchFunction.ERASURES)).isEmpty();
    // A tombstone all the same: before a failure more may have been told than is known now.
    assertThat(Harnesses.side(harness, MatchFunction.IDENTITIES))
        .extracting(IdentityUpdate::customerId, update -> update.identity() == null)
        .containsExactly(tuple("c1", false), tuple("c9", true));
  }

  @Test
  void aDeletedRecordIsNoEvidenceAnyMore() throws Exception {
    isabelle("c1", NOON);
    isabelle("c2", NOON + 1);
    PersonDetails gone =
        new PersonDetails(
            "crm", null, null, null, null, null, null, null, null, null, null, null, null, true);
    record(Events.customer("c2", NOON + 2).person(gone).build());
    assertThat(harness.extractOutputValues())
        .filteredOn(to -> to.membership().customer() == null)
        .extracting(Contribution::account)
        .containsExactlyInAnyOrder("shop/c1", "shop/c2");
  }

  @Test
  void aSourceDeletesItsOwnRecordAlone() throws Exception {
    isabelle("c1", NOON);
    isabelle("c2", NOON + 1);
    PersonDetails gone =
        new PersonDetails(
            "newsletter",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            true);
    record(Events.customer("c2", NOON + 2).person(gone).build());
    assertThat(harness.extractOutputValues())
        .extracting(to -> to.membership().customer())
        .containsExactly("shop/c1", "shop/c1");
  }

  @Test
  void decisionsAreForgottenWhenNobodyIsLeft() throws Exception {
    isabelle("c1", NOON);
    decide(DecisionEvent.Kind.REJECT, NOON + 1);
    harness.processWatermark(NOON + 1 + SETTINGS.quietTime());
    restart();
    harness.processWatermark(NOON + 4 * SETTINGS.retention());
    decide(DecisionEvent.Kind.UNDO, NOON);
    assertThat(function.accounting().total(Feed.IDENTITY_DECISIONS, Outcome.DUPLICATE))
        .as("an older decision than one that is forgotten")
        .isZero();
  }

  @Test
  void recordsAreForgottenAfterTheirRetention() throws Exception {
    isabelle("c1", NOON);
    isabelle("c2", NOON + 1);
    harness.processWatermark(NOON + 1 + SETTINGS.quietTime());
    restart();
    harness.processWatermark(NOON + 2 * SETTINGS.retention());
    assertThat(Harnesses.side(harness, MatchFunction.IDENTITIES))
        .extracting(IdentityUpdate::customerId, IdentityUpdate::identity)
        .contains(tuple("c1", null), tuple("c2", null));
    // Kept are the version of the memberships, which accounts remember, and the timer.
    assertThat(Harnesses.keys(harness)).isEqualTo(2);
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aReplayTellsTheSame() throws Exception {
    List<Object> first = replay();
    harness.close();
    start(null);
    assertThat(replay()).isEqualTo(first);
    assertThat(first).hasSizeGreaterThan(60);
  }

  private List<Object> replay() throws Exception {
    List<PersonRecord> people = Persons.population(20, 3, 7);
    for (int i = 0; i < people.size(); i++) {
      PersonRecord person = people.get(i);
      record(
          People.entry(
                  person.id(),
                  "shop",
                  person.of(Role.GIVEN_NAME).get(0),
                  person.of(Role.FAMILY_NAME).get(0),
                  person.of(Role.BIRTH_DATE).get(0),
                  NOON + i)
              .build());
    }
    decide(DecisionEvent.Kind.CONFIRM, NOON + 1_000);
    harness.processWatermark(NOON + 1_000 + 2 * SETTINGS.quietTime());
    List<Object> told = new ArrayList<>(harness.extractOutputValues());
    told.addAll(Harnesses.side(harness, MatchFunction.IDENTITIES));
    told.addAll(Harnesses.side(harness, MatchFunction.REVIEWS));
    return told;
  }

  @Test
  void moreSitesThanFitOnTheHeapKeepTheirPersonsAndMoveWithTheirKeys() throws Exception {
    for (int i = 0; i < 12; i++) {
      record(People.entry("c1", "shop-" + i, "Isabelle", "Wexford", "1980-03-04", NOON).build());
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int joined = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half =
          Harnesses.keyed(
              new MatchFunction(SETTINGS, 2), IdentityInput::site, Part.half(snapshot, subtask))) {
        for (int i = 0; i < 12; i++) {
          if (Harnesses.owns(half, "shop-" + i)) {
            half.processElement(
                IdentityInput.of(
                    People.entry("c2", "shop-" + i, "Isabelle", "Wexford", "1980-03-04", NOON + 1)
                        .build()),
                NOON + 1);
          }
        }
        joined += half.extractOutputValues().size();
      }
    }
    assertThat(joined).isEqualTo(24);
  }
}
