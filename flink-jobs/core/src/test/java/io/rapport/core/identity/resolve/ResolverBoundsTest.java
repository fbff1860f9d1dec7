package io.rapport.core.identity.resolve;

import static io.rapport.core.identity.resolve.PersonSamples.decision;
import static io.rapport.core.identity.resolve.PersonSamples.isabelle;
import static io.rapport.core.identity.resolve.PersonSamples.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bounds of links, decisions and reviews. */
class ResolverBoundsTest {

  private static final ResolverSettings SETTINGS = ResolverSettings.DEFAULT;
  private static final PairDecision.Kind REJECT = PairDecision.Kind.REJECT;
  private static final PairDecision.Kind CONFIRM = PairDecision.Kind.CONFIRM;
  private static final PairDecision.Kind UNDO = PairDecision.Kind.UNDO;

  private final Results results = new Results();
  private final Resolver resolver = new Resolver(SETTINGS, results);

  @Test
  void anIdThatTooManyRecordsNameMakesNobodyOne() {
    for (int i = 0; i < 60; i++) {
      resolver.add(record("c" + i, "till", 100 + i, Role.GIVEN_NAME, "Name" + i), "web:0");
    }
    assertThat(results.members).isEmpty();
    assertThat(resolver.counts().shared()).isOne();
    int told = results.all.size();
    resolver.add(record("c60", "till", 200, Role.GIVEN_NAME, "Name"), "web:0");
    assertThat(results.all.size() - told).as("of itself alone").isLessThanOrEqualTo(3);
    Resolver other = ResolverTest.restored(resolver, new HashMap<>(), SETTINGS, results);
    assertThat(other.counts().shared()).isOne();
    assertThat(other.person("c7")).isEqualTo("c7");
  }

  /** Each record names the one before. */
  @Test
  void aChainThatIsTooLongMakesNobodyOneAndCostsNoMoreForIt() {
    ResolverSettings tight =
        SETTINGS.with(
            s -> s.maxLinked(20).linking(SETTINGS.linking().with(l -> l.maxCustomer(10))));
    Resolver small = new Resolver(tight, results);
    for (int i = 0; i < 15; i++) {
      small.add(record("c" + i, "till", 100 + i, Role.GIVEN_NAME, "Name" + i), "c" + (i + 1));
    }
    assertThat(results.members).isNotEmpty();
    for (int i = 15; i < 200; i++) {
      small.add(record("c" + i, "till", 100 + i, Role.GIVEN_NAME, "Name" + i), "c" + (i + 1));
    }
    assertThat(results.members).isEmpty();
    assertThat(small.counts().crowded()).isEqualTo(201);
    int told = results.all.size();
    small.add(record("c200", "till", 400, Role.GIVEN_NAME, "Name"), "c201");
    assertThat(results.all.size() - told).isLessThanOrEqualTo(3);
  }

  @Test
  void aDecisionClosesAReviewThatALostRunMayHaveTold() {
    resolver.decide(decision(REJECT, "b", "a", 100));
    assertThat(results.all).contains("reviewed a b");
  }

  @Test
  void anUpdateLeavesTheReviewsOfOthers() {
    Persons.population(300, 1, 11).forEach(person -> resolver.add(person, null));
    Object[] home = {
      Role.FAMILY_NAME, "Wexford",
      Role.BIRTH_DATE, "1980-03-04",
      Role.STREET, "Mill Lane",
      Role.NUMBER, "12",
      Role.POSTCODE, "4011",
      Role.GIVEN_NAME, null
    };
    Map<String, String> names = Map.of("a", "Anna", "b", "Emma", "c", "Judith", "d", "Vera");
    for (String id : new TreeSet<>(names.keySet())) {
      home[home.length - 1] = names.get(id);
      resolver.add(record(id, "crm", 100, home), null);
    }
    Set<String> before = Set.copyOf(results.reviews.keySet());
    assertThat(before).hasSizeGreaterThan(1);
    for (String id : new TreeSet<>(names.keySet())) {
      int told = results.all.size();
      resolver.add(record(id, "crm", 200, Role.OCCUPATION, "carpenter"), null);
      Set<String> doubted = new TreeSet<>();
      results.reviews.keySet().forEach(pair -> doubted.addAll(Set.of(pair.split("/"))));
      assertThat(doubted)
          .as("%s, told %s", id, results.all.subList(told, results.all.size()))
          .containsExactlyElementsOf(new TreeSet<>(names.keySet()));
    }
  }

  @Test
  void aRejectionOutlivesTheRecords() {
    resolver.add(isabelle("a", 100), null);
    resolver.add(isabelle("b", 200), null);
    resolver.decide(decision(REJECT, "a", "b", 300));
    long late = 200 + SETTINGS.retention();
    resolver.add(record("a", "crm", late, Role.OCCUPATION, "carpenter"), null);
    settle(resolver, late + 200);
    assertThat(results.identities.keySet()).as("b is forgotten").containsExactly("a");
    resolver.add(isabelle("b", late + 300), null);
    assertThat(results.members).isEmpty();
    long last = late + 300 + SETTINGS.retention();
    settle(resolver, last);
    assertThat(results.identities).isEmpty();
    assertThat(resolver.counts().decisions()).isOne();
    Map<Integer, byte[]> parts = new HashMap<>();
    Resolver other = ResolverTest.restored(resolver, parts, SETTINGS, results);
    assertThat(other.expiry()).isEqualTo(last + SETTINGS.retention());
    settle(other, last + SETTINGS.retention() - 1);
    assertThat(other.counts().decisions()).isOne();
    settle(other, last + SETTINGS.retention());
    assertThat(other.counts().decisions()).isZero();
    assertThat(other.expiry()).isEqualTo(Long.MAX_VALUE);
  }

  /** Without records, a rejection lasts while confirmations would make the pair one. */
  @Test
  void aRejectionOutlivesTheLinksOfOthers() {
    resolver.decide(decision(REJECT, "a", "b", 100));
    resolver.decide(decision(CONFIRM, "a", "c", 200));
    resolver.decide(decision(CONFIRM, "b", "c", 300));
    assertThat(results.members).hasSize(2);
    settle(resolver, 150 + SETTINGS.retention());
    assertThat(resolver.counts().decisions()).isEqualTo(3);
    settle(resolver, 250 + SETTINGS.retention());
    settle(resolver, 250 + SETTINGS.retention());
    assertThat(resolver.person("a")).isNull();
    assertThat(resolver.counts().decisions()).isOne();
    settle(resolver, 300 + SETTINGS.retention());
    assertThat(resolver.counts().decisions()).isZero();
    assertThat(results.members).isEmpty();
  }

  private static void settle(Resolver resolver, long now) {
    resolver.startSettling();
    while (resolver.settle(now)) {
      // Not all yet.
    }
  }

  @Test
  void ofTooManyDecisionsARejectionGivesWayLast() {
    ResolverSettings few =
        SETTINGS.with(s -> s.linking(SETTINGS.linking().with(l -> l.maxDecisions(2))));
    Resolver small = new Resolver(few, results);
    small.add(isabelle("a", 100), null);
    small.add(isabelle("b", 200), null);
    small.decide(decision(REJECT, "a", "b", 300));
    small.decide(decision(CONFIRM, "a", "x", 400));
    small.decide(decision(UNDO, "y", "z", 500));
    assertThat(small.person("x")).as("the undo is the newest").isNull();
    small.decide(decision(CONFIRM, "b", "x", 600));
    assertThat(results.members.keySet()).containsExactlyInAnyOrder("b", "x");
    small.decide(decision(REJECT, "b", "y", 700));
    assertThat(small.person("a")).isNotEqualTo(small.person("b"));
    assertThat(small.counts().decisions()).isEqualTo(2);
    assertThat(small.counts().evictedDecisions()).isEqualTo(3);
  }
}
