package io.rapport.core.recommendation.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.recommendation.visit.ClickOutcome;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.Retraction;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.testing.Events;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Compares a recommender that erased a visitor with one that never saw them. */
class ErasureTest {

  private static final String ERASED = "v0";
  private static final List<String> ITEMS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

  // A weight below a hundred-thousandth is dropped, and not by both recommenders at the same time.
  private static final ForwardDecay FIVE_DAYS = ForwardDecay.halfLife(5 * 86_400_000L);

  // Without the parts that by design are only as fresh as their last update (a neighbour's damping,
  // trending lists, the site's number of orders that judges pairs bought together), and without
  // those that hold no name (the blend) or chance (exploration).
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s ->
              s.counting(
                      CountingSettings.DEFAULT.with(
                          c ->
                              c.decay(FIVE_DAYS)
                                  .neighbourDamping(0)
                                  .minWeight(0)
                                  .replySize(80)
                                  .publishIntervalMillis(0)
                                  .expiryMillis(60 * 86_400_000L)))
                  .trending(
                      TrendingSettings.DEFAULT.with(
                          t ->
                              t.decay(FIVE_DAYS)
                                  .capacity(500)
                                  .reportIntervalMillis(0)
                                  .publishIntervalMillis(0)
                                  .lists(9)
                                  .segments(5)
                                  .expiryMillis(86_400_000)))
                  .exploration(ExplorationSettings.OFF)
                  .blend(BlendSettings.DEFAULT.fixed())
                  .sources(EnumSet.complementOf(EnumSet.of(CandidateSource.BOUGHT_TOGETHER))));

  private int probes;

  /**
   * One event.
   *
   * @param passed milliseconds since the one before
   */
  private record Event(int visitor, int item, int what, long passed) {}

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, ITEMS.size() - 1),
            Arbitraries.integers().between(0, 11),
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.longs().between(0, 20 * 60_000)),
                Tuple.of(1, Arbitraries.longs().between(0, 2 * 86_400_000L))))
        .as(Event::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  @Property(tries = 300)
  void isAsIfTheVisitorHadNeverBeenSeen(@ForAll("events") List<Event> events) {
    InMemoryRecommender erasing = recommender();
    InMemoryRecommender never = recommender();
    long time = Events.NOON;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      time += event.passed();
      happen(erasing, event, i, time);
      if (event.visitor() != 0) {
        happen(never, event, i, time);
      }
    }
    VisitorErased request = new VisitorErased("r", "shop", ERASED, time);
    erasing.apply(request);
    assertSame(erasing, never, time);
    Retraction again = erasing.apply(request);
    assertThat(again.visits()).isEmpty();
    assertThat(again.orders()).isEmpty();
    // Events from before the request no longer count when they are sent again.
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).visitor() == 0) {
        happen(erasing, events.get(i), i, time);
      }
    }
    assertSame(erasing, never, time);
    // Both go on as if the visitor had never been.
    for (int i = 0; i < 10; i++) {
      time += 60_000;
      Event event = new Event(i % 3, i * 5 % ITEMS.size(), i, 0);
      happen(erasing, event, 1000 + i, time);
      happen(never, event, 1000 + i, time);
    }
    assertSame(erasing, never, time);
  }

  private static InMemoryRecommender recommender() {
    InMemoryRecommender recommender = new InMemoryRecommender(SETTINGS);
    for (String item : ITEMS) {
      recommender.apply(
          Events.entry(item, 0)
              .eventId("k" + item)
              .category(item.compareTo("d") < 0 ? "near" : "far")
              .stock(5)
              .build());
    }
    return recommender;
  }

  private static void happen(InMemoryRecommender recommender, Event event, int id, long time) {
    String visitor = "v" + event.visitor();
    String item = ITEMS.get(event.item());
    switch (event.what()) {
      case 0, 1 ->
          recommender.apply(
              purchase("p" + id, time, "o" + id / 4 + visitor, PurchaseKind.ORDER, visitor, item));
      case 2 ->
          recommender.apply(
              purchase("p" + id, time, "o" + id / 4 + visitor, PurchaseKind.RETURN, visitor, item));
      case 3 ->
          recommender.apply(Events.click("e" + id, time, visitor, ClickAction.ADD_TO_CART, item));
      default -> recommender.apply(Events.view("e" + id, time, visitor, item));
    }
  }

  private static PurchaseEvent purchase(
      String id, long time, String order, PurchaseKind kind, String visitor, String item) {
    return Events.order(id, time, visitor, item, "x" + item).orderId(order).kind(kind).build();
  }

  private void assertSame(InMemoryRecommender left, InMemoryRecommender right, long time) {
    Map<String, Map<String, Double>> expected = weights(right, time);
    Map<String, Map<String, Double>> actual = weights(left, time);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (item, neighbours) -> {
          assertThat(neighbours.keySet()).as(item).isEqualTo(expected.get(item).keySet());
          neighbours.forEach(
              (neighbour, weight) ->
                  assertThat(weight)
                      .as(item + " " + neighbour)
                      .isCloseTo(expected.get(item).get(neighbour), within(1e-4)));
        });
    for (String item : ITEMS) {
      String name = "probe" + probes++;
      ClickEvent probe = Events.view(name, time, name, item);
      Map<String, Double> wanted = scores(right.answer(probe));
      Map<String, Double> found = scores(left.answer(probe));
      assertThat(found.keySet()).isEqualTo(wanted.keySet());
      found.forEach((id, score) -> assertThat(score).isCloseTo(wanted.get(id), within(0.01)));
    }
  }

  /** The weights of the items that have neighbours. */
  private static Map<String, Map<String, Double>> weights(InMemoryRecommender of, long time) {
    Map<String, Map<String, Double>> weights = new TreeMap<>();
    of.lists(
        (key, list) -> {
          Map<String, Double> neighbours = new HashMap<>();
          for (Neighbour neighbour : list.neighbours(1, time)) {
            neighbours.put(neighbour.itemId(), neighbour.weight());
          }
          if (!neighbours.isEmpty()) {
            weights.put(key, neighbours);
          }
        });
    return weights;
  }

  /** The scores to the precision of a reply; as a map, because rounding orders equal ones. */
  private static Map<String, Double> scores(Recommended recommended) {
    return recommended.items().stream()
        .collect(Collectors.toMap(RankedItem::itemId, RankedItem::score));
  }

  @Test
  void whatComesLateOfAnErasedVisitorIsLate() {
    History history = new History(HistorySettings.DEFAULT);
    history.apply(Events.view("1", Events.NOON, "v", "a"));
    history.apply(Events.view("2", Events.NOON + 5, "v", "b"));
    Retraction taken = history.erase(new VisitorErased("r", "shop", "v", Events.NOON + 3));
    assertThat(taken.visits()).extracting(Visit::itemId).containsExactly("b", "a");
    assertThat(taken.visits().get(0).recent()).containsExactly("a");
    assertThat(taken.visits()).allMatch(Visit::retracted);
    // What was known when the request arrived is gone, too, though it was done after it.
    assertThat(taken.until()).isEqualTo(Events.NOON + 5);
    History restored = Repacked.of(History.format(HistorySettings.DEFAULT), history);
    assertThat(restored.apply(Events.view("1", Events.NOON, "v", "a")).outcome())
        .isEqualTo(Outcome.LATE);
    ClickOutcome next = restored.apply(Events.view("3", Events.NOON + 6, "v", "c"));
    assertThat(next.outcome()).isEqualTo(Outcome.PROCESSED);
    assertThat(next.visit().recent()).isEmpty();
    assertThat(restored.erase(new VisitorErased("s", "shop", "v", Events.NOON + 9)).visits())
        .extracting(Visit::itemId)
        .containsExactly("c");
  }

  @Test
  void whatCanBeTakenBackOutlivesTheHistory() {
    HistorySettings settings = HistorySettings.DEFAULT;
    History history = new History(settings);
    history.apply(Events.view("1", Events.NOON, "v", "a"));
    long trail = history.expire(Events.NOON + settings.expiryMillis());
    assertThat(trail).isEqualTo(Events.NOON + settings.erasure().windowMillis());
    History rested = Repacked.of(History.format(settings), history);
    assertThat(rested.recent()).isEmpty();
    assertThat(History.format(settings).pack(rested).length).isLessThan(100);
    assertThat(
            Repacked.of(History.format(settings), rested)
                .erase(new VisitorErased("r", "shop", "v", trail))
                .visits())
        .hasSize(1);
    assertThat(rested.expire(trail)).isEqualTo(Long.MAX_VALUE);
    assertThat(rested.erase(new VisitorErased("r", "shop", "v", trail)).visits()).isEmpty();
  }
}
