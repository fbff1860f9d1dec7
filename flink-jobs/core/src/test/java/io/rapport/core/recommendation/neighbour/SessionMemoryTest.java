package io.rapport.core.recommendation.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.SessionSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SessionMemoryTest {

  private static final SessionSettings SETTINGS =
      SessionSettings.DEFAULT.with(s -> s.maxSessions(4).reach(3).replySize(100));
  private static final ForwardDecay FRESH = ForwardDecay.halfLife(10_000);
  private static final int WINDOW = 6;

  /** A visitor's click on an item. */
  record Step(int visitor, int item) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 6), Arbitraries.integers().between(0, 7))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(150);
  }

  /** The definition of the memory of item 0: whole sequences, searched anew each time. */
  private static final class Oracle {

    private final Map<Integer, List<Integer>> ways = new HashMap<>();
    private final LinkedHashMap<Integer, Integer> stepOfVisitor = new LinkedHashMap<>();
    private final Map<Integer, Long> times = new HashMap<>();

    void apply(Step step, long time) {
      List<Integer> way = ways.computeIfAbsent(step.visitor(), any -> new ArrayList<>());
      way.add(step.item());
      if (step.item() == 0) {
        stepOfVisitor.remove(step.visitor());
        if (stepOfVisitor.size() == SETTINGS.maxSessions()) {
          stepOfVisitor.remove(stepOfVisitor.keySet().iterator().next());
        }
        stepOfVisitor.put(step.visitor(), way.size() - 1);
        times.put(step.visitor(), time);
      }
    }

    List<String> recent(int visitor) {
      List<Integer> way = ways.getOrDefault(visitor, List.of());
      List<String> recent = new ArrayList<>();
      for (int i = way.size() - 1; i >= 0 && recent.size() < WINDOW; i--) {
        recent.add("i" + way.get(i));
      }
      return recent;
    }

    private double likeness(int visitor, List<String> recent) {
      double likeness = 1;
      for (int i = 0; i < Math.min(recent.size(), SETTINGS.reach()); i++) {
        String item = recent.get(i);
        boolean counts = !item.equals("i0") && recent.indexOf(item) == i;
        if (counts && around(visitor).containsValue(item)) {
          likeness += 1.0 / (i + 1);
        }
      }
      return likeness;
    }

    /** The items around the visitor's visit, by steps after it. */
    private Map<Integer, String> around(int visitor) {
      List<Integer> way = ways.get(visitor);
      Map<Integer, String> around = new HashMap<>();
      for (int place = -SETTINGS.reach(); place <= SETTINGS.reach(); place++) {
        int at = stepOfVisitor.get(visitor) + place;
        if (place != 0 && at >= 0 && at < way.size()) {
          around.put(place, "i" + way.get(at));
        }
      }
      return around;
    }

    double sum(int sum, String item, Visit visit) {
      double total = 0;
      for (int visitor : stepOfVisitor.keySet()) {
        if (visit.visitorId().equals("v" + visitor)) {
          continue;
        }
        double likeness = likeness(visitor, visit.recent());
        double age = visit.eventTime() - times.get(visitor);
        Map<Integer, String> around = around(visitor);
        boolean onWay =
            !visit.recent().isEmpty()
                && !visit.recent().get(0).equals("i0")
                && visit.recent().get(0).equals(around.get(-1));
        for (Map.Entry<Integer, String> entry : around.entrySet()) {
          int place = entry.getKey();
          if (entry.getValue().equals(item)) {
            double near = place > 0 ? 1.0 / place : -0.5 / place;
            total +=
                switch (sum) {
                  case SessionMatch.NEAR -> Math.pow(likeness, 3) * near;
                  case SessionMatch.PLAIN -> likeness * near;
                  case SessionMatch.NEXT -> place == 1 ? 1 : 0;
                  case SessionMatch.NEXT_ON_WAY -> place == 1 && onWay ? 1 : 0;
                  case SessionMatch.FRESH ->
                      place > 0 ? Math.pow(likeness, 3) / place * Math.pow(0.5, age / 10_000) : 0;
                  default -> place < 0 ? -1.0 / place : 0;
                };
          }
        }
      }
      return total;
    }
  }

  private static Visit visit(int visitor, int item, long time, List<String> recent) {
    return Events.visit("i" + item, time)
        .eventId("e" + time)
        .visitorId("v" + visitor)
        .recent(recent)
        .build();
  }

  private static void teach(SessionMemory memory, Visit visit) {
    if (visit.itemId().equals("i0")) {
      memory.learn(visit);
    }
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      PairDelta pair = PairDelta.of(visit, steps);
      if (pair.itemId().equals("i0")) {
        memory.learn(pair);
      }
    }
  }

  @Property
  void sumsAreThoseOfTheDefinition(
      @ForAll("steps") List<Step> steps, @ForAll("steps") List<Step> asked) {
    Oracle oracle = new Oracle();
    SessionMemory kept = new SessionMemory(SETTINGS);
    SessionMemory packed = new SessionMemory(SETTINGS);
    long time = Events.NOON;
    for (Step step : steps) {
      time += 1_000;
      Visit visit = visit(step.visitor(), step.item(), time, oracle.recent(step.visitor()));
      oracle.apply(step, time);
      teach(kept, visit);
      teach(packed, visit);
      packed = Repacked.of(SessionMemory.format(SETTINGS), packed);
    }
    assertThat(SessionMemory.format(SETTINGS).pack(packed))
        .isEqualTo(SessionMemory.format(SETTINGS).pack(kept));
    assertThat(kept.size()).isEqualTo(oracle.stepOfVisitor.size());
    for (Step step : asked.subList(0, Math.min(5, asked.size()))) {
      // A visitor with a session of their own, or one of the visitors.
      List<String> recent =
          step.item() % 2 == 0
              ? oracle.recent(step.visitor())
              : asked.stream().limit(WINDOW).map(other -> "i" + other.item()).toList();
      Visit visit = visit(step.visitor(), 0, time, recent);
      compare(oracle, match(kept, visit), visit);
      compare(oracle, match(packed, visit), visit);
    }
  }

  private final SessionMatch scratch = new SessionMatch(); // reused, as the program does

  private SessionMatch match(SessionMemory memory, Visit visit) {
    memory.match(visit, FRESH, scratch);
    return scratch;
  }

  private static void compare(Oracle oracle, SessionMatch match, Visit visit) {
    Map<Long, Integer> numbers = new HashMap<>();
    for (int number = 0; number < match.numbers(); number++) {
      assertThat(numbers.put(match.hash(number), number)).isNull();
    }
    for (int item = 0; item < 8; item++) {
      Integer number = numbers.get(Hash64.of("i" + item));
      for (int sum = 0; sum < SessionMatch.SUMS; sum++) {
        double expected = oracle.sum(sum, "i" + item, visit);
        if (expected == 0) {
          assertThat(number == null ? 0 : match.sum(sum, number)).isZero();
        } else {
          assertThat((double) match.sum(sum, number)).isCloseTo(expected, withinPercentage(0.01));
        }
      }
    }
  }

  @Test
  void forgetsTheItemsOfForgottenSessions() {
    SessionMemory memory = new SessionMemory(SETTINGS);
    for (int i = 0; i < 10_000; i++) {
      memory.learn(visit(i, 0, Events.NOON + i, List.of("a" + i, "b" + i, "c" + i)));
    }
    assertThat(memory.size()).isEqualTo(4);
    assertThat(memory.evictions()).isEqualTo(9_996);
    assertThat(match(memory, visit(-1, 0, Events.NOON, List.of())).numbers())
        .isLessThanOrEqualTo(48);
    assertThat(SessionMemory.format(SETTINGS).pack(memory)).hasSizeLessThan(200);
  }

  @Test
  void whatIsOvertakenOnItsWayFindsItsPlace() {
    SessionMemory memory = new SessionMemory(SETTINGS);
    memory.learn(visit(1, 0, Events.NOON, List.of()));
    memory.learn(PairDelta.of(visit(1, 2, Events.NOON + 2, List.of("i1", "i0")), 2));
    memory = Repacked.of(SessionMemory.format(SETTINGS), memory);
    memory.learn(PairDelta.of(visit(1, 1, Events.NOON + 1, List.of("i0")), 1));
    SessionMatch match = match(memory, visit(2, 0, Events.NOON + 3, List.of()));
    assertThat(match.followed()).isEqualTo(1);
    assertThat(match.hash(0)).isEqualTo(Hash64.of("i2"));
    assertThat(match.sum(SessionMatch.PLAIN, 0)).isEqualTo(0.5f);
    assertThat(match.sum(SessionMatch.NEXT, 1)).isEqualTo(1);
  }

  @Test
  void remembersNothingWhenSwitchedOff() {
    SessionMemory memory = new SessionMemory(SETTINGS.off());
    memory.learn(visit(1, 0, Events.NOON, List.of("a")));
    assertThat(memory.size()).isZero();
  }

  @Test
  void readsWhatWiderSettingsWrote() {
    SessionMemory wide =
        new SessionMemory(
            SessionSettings.DEFAULT.with(s -> s.maxSessions(50).reach(6).replySize(100)));
    for (int i = 0; i < 20; i++) {
      wide.learn(visit(i, 0, Events.NOON + i, List.of("a", "b", "c", "d" + i)));
    }
    SessionMemory narrow =
        Repacked.of(
            SessionMemory.format(
                SessionSettings.DEFAULT.with(s -> s.maxSessions(3).reach(2).replySize(100))),
            wide);
    assertThat(narrow.size()).isEqualTo(3);
    assertThat(
            SessionMemory.format(
                    SessionSettings.DEFAULT.with(s -> s.maxSessions(3).reach(2).replySize(100)))
                .pack(
                    Repacked.of(
                        SessionMemory.format(
                            SessionSettings.DEFAULT.with(
                                s -> s.maxSessions(3).reach(2).replySize(100))),
                        narrow)))
        .isEqualTo(
            SessionMemory.format(
                    SessionSettings.DEFAULT.with(s -> s.maxSessions(3).reach(2).replySize(100)))
                .pack(narrow));
  }

  @Test
  void refusesAnUnknownFormat() {
    byte[] bytes = SessionMemory.format(SETTINGS).pack(new SessionMemory(SETTINGS));
    bytes[0] = 9;
    assertThatThrownBy(() -> SessionMemory.format(SETTINGS).unpack(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("memory of sessions has format version 9");
  }
}
