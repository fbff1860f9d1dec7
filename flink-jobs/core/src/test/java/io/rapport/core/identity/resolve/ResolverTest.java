package io.rapport.core.identity.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.graph.Provenance;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResolverTest {

  private static final ResolverSettings SETTINGS = ResolverSettings.DEFAULT;
  private static final Object[] ISABELLE = {
    Role.GIVEN_NAME, "Isabelle",
    Role.FAMILY_NAME, "Wexford",
    Role.BIRTH_DATE, "1980-03-04",
    Role.E_MAIL, "i.wexford@mail.example"
  };

  private final Results results = new Results();
  private final Resolver resolver = new Resolver(SETTINGS, results);

  private static PersonRecord record(String id, long time, Object... rolesAndValues) {
    PersonRecord.Builder record = PersonRecord.builder(id).source("crm").time(time);
    for (int i = 0; i < rolesAndValues.length; i += 2) {
      record.add((Role) rolesAndValues[i], (String) rolesAndValues[i + 1]);
    }
    return record.build();
  }

  private static PairDecision decision(PairDecision.Kind kind, String a, String b, long time) {
    return new PairDecision(kind, a, b, time, "Ada", null);
  }

  @Test
  void recordsOfOnePersonAreOneCustomerThatKeepsItsId() {
    resolver.add(record("web:1", 100, ISABELLE), null);
    assertThat(results.members).isEmpty();
    assertThat(results.memberIds("web:1")).containsExactly("web:1");
    resolver.add(record("crm:1", 200, ISABELLE), null);
    assertThat(results.members)
        .containsOnly(Map.entry("web:1", "web:1"), Map.entry("crm:1", "web:1"));
    assertThat(results.memberIds("web:1")).containsExactly("web:1", "crm:1");
    assertThat(results.identities.get("crm:1").mergedInto()).isEqualTo("web:1");
    Identity whole = results.identities.get("web:1");
    assertThat(whole.links()).hasSize(1);
    assertThat(whole.links().get(0).provenance()).isEqualTo(Provenance.MATCH);
    assertThat(whole.links().get(0).explanation()).contains("same family name 'wexford'");
    assertThat(whole.golden().field(Role.E_MAIL).orElseThrow().agreeing()).isEqualTo(2);
    assertThat(resolver.counts().people()).isOne();
  }

  @Test
  void aRecordOfBeforeOrTheSameAgainChangesNothing() {
    resolver.add(record("web:1", 100, ISABELLE), null);
    int told = results.all.size();
    assertThat(resolver.add(record("web:1", 100, ISABELLE), null)).isFalse();
    assertThat(resolver.add(record("web:1", 50, Role.GIVEN_NAME, "Old"), null)).isFalse();
    assertThat(results.all).hasSize(told);
  }

  /** Another source of the account tells a part of what is known. */
  @Test
  void aPartOfARecordKeepsTheRest() {
    resolver.add(record("web:1", 100, ISABELLE), null);
    resolver.add(record("crm:1", 200, ISABELLE), null);
    resolver.add(record("web:1", 300, Role.LOCALITY, "Riverton", Role.E_MAIL, ""), null);
    resolver.add(record("web:1", 400), null);
    assertThat(results.memberIds("web:1")).containsExactly("web:1", "crm:1");
    Identity whole = results.identities.get("web:1");
    assertThat(whole.golden().field(Role.E_MAIL).orElseThrow().agreeing()).isEqualTo(2);
    assertThat(whole.golden().field(Role.LOCALITY).orElseThrow().value()).isEqualTo("Riverton");
  }

  @Test
  void aRecordThatNamesAnotherIsLinkedToIt() {
    resolver.add(record("crm:1", 100, Role.GIVEN_NAME, "Max"), "web:9");
    assertThat(results.memberIds("crm:1")).containsExactlyInAnyOrder("crm:1", "web:9");
    assertThat(results.identities.get("crm:1").links().get(0).provenance())
        .isEqualTo(Provenance.RECORD);
    resolver.remove("crm:1", "crm", 200);
    assertThat(results.identities).isEmpty();
    assertThat(results.members).isEmpty();
  }

  @Test
  void aDoubtfulPairIsReviewedAndDecided() {
    twins();
    assertThat(results.reviews.keySet()).containsExactly("a/b");
    Review review = results.reviews.get("a/b");
    assertThat(review.confidence()).isBetween(0.29, 0.9);
    assertThat(review.explanation()).contains("against it: different given names");
    resolver.decide(decision(PairDecision.Kind.CONFIRM, "b", "a", 300));
    assertThat(results.reviews).isEmpty();
    assertThat(results.memberIds("a")).containsExactly("a", "b");
    assertThat(results.identities.get("a").links().get(0).provenance())
        .isEqualTo(Provenance.DECISION);
    resolver.decide(decision(PairDecision.Kind.UNDO, "a", "b", 400));
    assertThat(results.memberIds("a")).containsExactly("a");
    assertThat(results.memberIds("b")).containsExactly("b");
    assertThat(results.members).isEmpty();
    assertThat(results.reviews.keySet()).containsExactly("a/b");
    resolver.decide(decision(PairDecision.Kind.REJECT, "a", "b", 500));
    assertThat(results.reviews).isEmpty();
    assertThat(results.identities.get("b").conflicts()).hasSize(1);
  }

  private void twins() {
    Persons.population(300, 1, 11).forEach(person -> resolver.add(person, null));
    Object[] home = {
      Role.FAMILY_NAME, "Wexford",
      Role.BIRTH_DATE, "1980-03-04",
      Role.STREET, "Mill Lane",
      Role.NUMBER, "12",
      Role.POSTCODE, "4011"
    };
    resolver.add(named("a", 100, "Anna", home), null);
    resolver.add(named("b", 200, "Emma", home), null);
  }

  private static PersonRecord named(String id, long time, String given, Object[] rest) {
    Object[] all = new Object[rest.length + 2];
    all[0] = Role.GIVEN_NAME;
    all[1] = given;
    System.arraycopy(rest, 0, all, 2, rest.length);
    return record(id, time, all);
  }

  @Test
  void aNoLastsAndAnUndoLetsLikenessDecideAgain() {
    resolver.add(record("a", 100, ISABELLE), null);
    resolver.add(record("b", 200, ISABELLE), null);
    resolver.decide(decision(PairDecision.Kind.REJECT, "a", "b", 300));
    assertThat(results.members).isEmpty();
    resolver.add(record("b", 400, ISABELLE), null);
    resolver.startSettling();
    resolver.settle(500);
    assertThat(results.members).isEmpty();
    assertThat(resolver.decide(decision(PairDecision.Kind.CONFIRM, "a", "b", 250))).isFalse();
    resolver.decide(decision(PairDecision.Kind.UNDO, "a", "b", 600));
    assertThat(results.members).hasSize(2);
    assertThat(results.identities.get("a").links().get(0).provenance()).isEqualTo(Provenance.MATCH);
  }

  @Test
  void anErasureTakesTheWholePersonAndNobodyElse() {
    resolver.add(record("a", 100, ISABELLE), null);
    resolver.add(record("b", 200, ISABELLE), null);
    resolver.add(record("c", 300, Role.GIVEN_NAME, "Max", Role.FAMILY_NAME, "Sommer"), null);
    assertThat(resolver.erase("nobody", 400, "r1").records()).isZero();
    assertThat(resolver.counts().records()).isEqualTo(3);
    Resolver.Erasure erased = resolver.erase("b", 500, "r2");
    assertThat(erased.ids()).containsExactly("a", "b");
    assertThat(erased.records()).isEqualTo(2);
    assertThat(results.identities.keySet()).containsExactly("c");
    assertThat(results.members).isEmpty();
    assertThat(resolver.add(record("a", 450, ISABELLE), null)).isFalse();
    assertThat(resolver.add(record("a", 600, ISABELLE), null)).isTrue();
  }

  @Test
  void aRecordToldAgainAndAgainMakesNobodyGiveWay() {
    Resolver small =
        new Resolver(
            SETTINGS.with(s -> s.linking(SETTINGS.linking().with(l -> l.maxRecords(4)))), results);
    small.add(record("a", 100, ISABELLE), null);
    for (int i = 0; i < 20; i++) {
      small.add(record("b", 200 + i, Role.GIVEN_NAME, "Max", Role.PHONE, "03012345" + i), null);
    }
    assertThat(small.counts().records()).isEqualTo(2);
    assertThat(small.counts().evicted()).isZero();
    assertThat(results.identities.keySet()).containsExactly("a", "b");
  }

  @Test
  void aSmallerBoundDropsRecordsAtTheRestore() {
    Map<Integer, byte[]> parts = new HashMap<>();
    for (String id : List.of("a", "b", "c")) {
      resolver.add(record(id, 100, ISABELLE), null);
    }
    ResolverSettings smaller =
        SETTINGS.with(s -> s.linking(SETTINGS.linking().with(l -> l.maxRecords(2))));
    Resolver same = restored(resolver, parts, SETTINGS, results);
    assertThat(same.counts().records()).isEqualTo(3);
    Resolver small = Resolver.format(smaller, results).read().apply(parts);
    assertThat(small.counts().records()).isEqualTo(2);
    small.add(record("d", 200, ISABELLE), null);
    assertThat(restored(small, parts, smaller, results).counts().records()).isEqualTo(2);
    assertThat(parts.keySet()).filteredOn(part -> part >= 0).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void theOldestRecordGivesWay() {
    Results few = new Results();
    Resolver small =
        new Resolver(
            SETTINGS.with(s -> s.linking(SETTINGS.linking().with(l -> l.maxRecords(2)))), few);
    small.add(record("a", 100, ISABELLE), null);
    small.add(record("b", 200, ISABELLE), null);
    assertThat(few.members).hasSize(2);
    small.add(record("c", 300, Role.GIVEN_NAME, "Max", Role.FAMILY_NAME, "Sommer"), null);
    assertThat(small.counts().records()).isEqualTo(2);
    assertThat(small.counts().evicted()).isOne();
    assertThat(few.members).isEmpty();
    assertThat(few.identities.keySet()).containsExactly("b", "c");
  }

  @Test
  void aRecordIsForgottenWhenItsRetentionIsOver() {
    resolver.add(record("a", 100, ISABELLE), null);
    assertThat(resolver.expiry()).isEqualTo(100 + SETTINGS.retention());
    resolver.startSettling();
    assertThat(resolver.settle(99 + SETTINGS.retention())).isFalse();
    assertThat(resolver.counts().records()).isOne();
    resolver.startSettling();
    resolver.settle(100 + SETTINGS.retention());
    assertThat(resolver.isEmpty()).isTrue();
    assertThat(results.identities).isEmpty();
    assertThat(resolver.expiry()).isEqualTo(Long.MAX_VALUE);
  }

  /** A resolver that is packed and restored again and again tells what one does that is not. */
  @Property(tries = 12)
  void aRestoreChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int every) {
    ResolverSettings settings =
        SETTINGS.with(
            s ->
                s.settleStep(20)
                    .linking(
                        SETTINGS.linking().with(l -> l.maxRecords(90).learnEvery(25).peers(64))));
    Results plain = new Results();
    Results packed = new Results();
    Resolver one = new Resolver(settings, plain);
    Resolver other = new Resolver(settings, packed);
    Map<Integer, byte[]> parts = new HashMap<>();
    Random random = new Random(seed);
    List<PersonRecord> records = Persons.population(60, 3, seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      PersonRecord record = records.get(i);
      ids.add(record.id());
      act(one, record, i, ids, new Random(seed + i));
      act(other, record, i, ids, new Random(seed + i));
      if (random.nextInt(every) == 0) {
        other = restored(other, parts, settings, packed);
      }
      assertThat(packed.all).isEqualTo(plain.all);
    }
    assertThat(other.counts())
        .usingRecursiveComparison()
        .ignoringFields("evicted", "evictedSources", "evictedDecisions")
        .isEqualTo(one.counts());
  }

  /** Adds a record and, at random, does something else. */
  private static void act(
      Resolver resolver, PersonRecord record, int number, List<String> ids, Random random) {
    long time = 1_000 + number * 10L;
    String some = ids.get(random.nextInt(ids.size()));
    String other = ids.get(random.nextInt(ids.size()));
    resolver.add(
        new PersonRecord(record.id(), "s" + number % 3, time, record.values()),
        random.nextInt(20) == 0 ? some : null);
    if (random.nextInt(3) == 0) {
      resolver.add(new PersonRecord(some, "s" + number % 2, time, record.values()), null);
    }
    switch (random.nextInt(12)) {
      case 0 -> resolver.decide(decision(PairDecision.Kind.REJECT, some, other, time));
      case 1 -> resolver.decide(decision(PairDecision.Kind.CONFIRM, some, other, time));
      case 2 -> resolver.decide(decision(PairDecision.Kind.UNDO, some, other, time));
      case 3 -> resolver.remove(some, "s0", time);
      case 4 -> resolver.erase(some, time, "r" + time);
      case 5 -> {
        resolver.startSettling();
        resolver.settle(time);
      }
      case 6 -> resolver.settle(time);
      default -> {
        // Nothing else.
      }
    }
  }

  static Resolver restored(
      Resolver resolver, Map<Integer, byte[]> parts, ResolverSettings settings, Results results) {
    try {
      resolver.write(
          new io.rapport.core.state.Parted.Parts() {
            @Override
            public void put(int part, byte[] packed) {
              parts.put(part, packed);
            }

            @Override
            public void remove(int part) {
              parts.remove(part);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(resolver.unwritten()).isZero();
    assertThat(parts.keySet().stream().filter(part -> part >= 0).count())
        .isEqualTo(resolver.counts().records());
    return Resolver.format(settings, results).read().apply(parts);
  }
}
