package io.rapport.core.recommendation.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Compares all steps together with the definition, evaluated anew over all events for every click.
 */
class InMemoryRecommenderTest {

  private static final long DAY = 86_400_000;
  private static final RankingSettings RANKING = RankingSettings.DEFAULT;
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s ->
              s.ranking(
                      RankingSettings.DEFAULT.with(
                          r ->
                              r.cachedReplies(10)
                                  .boughtItems(10)
                                  .seenFilter(SeenFilter.NONE)
                                  .seenItems(10)
                                  .unavailableItems(10)
                                  .repliesExpiryMillis(DAY)
                                  .expiryMillis(30 * DAY)))
                  .trending(TrendingSettings.DEFAULT.off())
                  .exploration(ExplorationSettings.OFF)
                  .sources(Set.of(CandidateSource.CO_OCCURRENCE)));

  @Provide
  Arbitrary<List<ClickEvent>> clicks() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(0, 8),
            Arbitraries.longs().between(1, 25 * 60_000))
        .as((visitor, item, gap) -> new long[] {visitor, item, gap})
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(
            steps -> {
              List<ClickEvent> clicks = new ArrayList<>();
              long time = Events.NOON;
              for (long[] step : steps) {
                // At most 30 s a step: no visitor pauses long enough to end a session.
                time += step[2] / 50;
                clicks.add(Events.view("e" + clicks.size(), time, "v" + step[0], "i" + step[1]));
              }
              return clicks;
            });
  }

  /** The visitor's items before click k, newest first, as positions. */
  private static List<Integer> recent(List<ClickEvent> clicks, int k) {
    List<Integer> recent = new ArrayList<>();
    for (int j = k - 1; j >= 0 && recent.size() < 10; j--) {
      if (clicks.get(j).visitorId().equals(clicks.get(k).visitorId())) {
        recent.add(j);
      }
    }
    return recent;
  }

  private static double fade(List<ClickEvent> clicks, int from, int to) {
    long age = clicks.get(to).eventTime() - clicks.get(from).eventTime();
    return Math.pow(0.5, age / (3.0 * DAY));
  }

  /** The decayed number of visits of the item of click k as of that click. */
  private static double count(List<ClickEvent> clicks, int k) {
    double count = 0;
    for (int j = 0; j <= k; j++) {
      count += clicks.get(j).itemId().equals(clicks.get(k).itemId()) ? fade(clicks, j, k) : 0;
    }
    return count;
  }

  /** The neighbours of the item of click k just before the click is learned. */
  private static Map<String, Double> neighbours(List<ClickEvent> clicks, int k) {
    String item = clicks.get(k).itemId();
    Map<String, Double> weights = new HashMap<>();
    Map<String, Double> counts = new HashMap<>();
    for (int j = 0; j < k; j++) {
      List<Integer> before = recent(clicks, j);
      for (int steps = 1; steps <= before.size(); steps++) {
        String earlier = clicks.get(before.get(steps - 1)).itemId();
        if (clicks.get(j).itemId().equals(item)) {
          weights.merge(earlier, 0.5 / steps * fade(clicks, j, k), Double::sum);
          counts.putIfAbsent(earlier, count(clicks, j) * fade(clicks, j, k));
        }
      }
      for (int steps = 1; steps <= before.size(); steps++) {
        if (clicks.get(before.get(steps - 1)).itemId().equals(item)) {
          String later = clicks.get(j).itemId();
          weights.merge(later, 1.0 / steps * fade(clicks, j, k), Double::sum);
          counts.put(later, count(clicks, j) * fade(clicks, j, k));
        }
      }
    }
    double own = Math.sqrt(count(clicks, k));
    weights.replaceAll((id, weight) -> weight / (own * Math.pow(counts.get(id), 0.2)));
    return weights;
  }

  private static Map<String, Double> scores(List<ClickEvent> clicks, int k) {
    List<Integer> session = new ArrayList<>(List.of(k));
    session.addAll(recent(clicks, k));
    Map<String, Integer> lastVisit = new HashMap<>();
    session.forEach(j -> lastVisit.merge(clicks.get(j).itemId(), j, Math::max));
    Map<String, Double> scores = new HashMap<>();
    for (int steps = 0; steps < session.size(); steps++) {
      double decay = Math.pow(0.4, steps);
      // The visitor keeps each item's neighbours as of the visitor's last visit to it.
      neighbours(clicks, lastVisit.get(clicks.get(session.get(steps)).itemId()))
          .forEach((item, score) -> scores.merge(item, decay * score, Double::sum));
    }
    return scores;
  }

  @Property(tries = 100)
  void recommendsByTheDefinition(@ForAll("clicks") List<ClickEvent> clicks) {
    InMemoryRecommender recommender = new InMemoryRecommender(SETTINGS);
    for (int k = 0; k < clicks.size(); k++) {
      Map<String, Double> expected = scores(clicks, k);
      Recommended answer = recommender.apply(clicks.get(k));
      assertThat(answer.items()).hasSize(expected.size());
      double lowest = Double.POSITIVE_INFINITY;
      for (RankedItem item : answer.items()) {
        assertThat(item.score())
            .isCloseTo(expected.get(item.itemId()), withinPercentage(0.01))
            .isLessThanOrEqualTo(lowest);
        lowest = item.score();
      }
    }
  }

  @Test
  void theSameEventGivesTheSameRecommendation() {
    ClickEvent click = Events.view("e", Events.NOON, "v", "a");
    Recommended first = new InMemoryRecommender(SETTINGS).apply(click);
    assertThat(new InMemoryRecommender(SETTINGS).apply(click)).isEqualTo(first);
    assertThat(first.triggerTime()).isEqualTo(click.brokerTime());
    assertThat(first.recommendationId())
        .hasSize(36)
        .isNotEqualTo(
            new InMemoryRecommender(SETTINGS)
                .apply(Events.view("e2", Events.NOON, "v", "a"))
                .recommendationId());
  }

  @Test
  void whatIsBoughtOrCannotBeHadIsNotRecommended() {
    RecommendationSettings settings =
        SETTINGS.with(s -> s.ranking(RANKING.withSeenFilter(SeenFilter.CURRENT)));
    InMemoryRecommender recommender = new InMemoryRecommender(settings);
    long time = Events.NOON;
    for (String item : List.of("a", "b", "c", "d")) {
      recommender.learn(Events.view("w-" + item, time++, "w", item));
    }
    assertThat(ids(recommender.answer(Events.view("1", time, "v", "a"))))
        .containsExactly("b", "c", "d");
    assertThat(recommender.apply(purchase("v", "b"))).isEqualTo(Outcome.PROCESSED);
    assertThat(recommender.apply(purchase("v", "b"))).isEqualTo(Outcome.DUPLICATE);
    recommender.apply(Events.entry("c", time).eventId("k").stock(5).active(false).build());
    assertThat(ids(recommender.answer(Events.view("2", time, "v", "a")))).containsExactly("d");
    assertThat(ids(recommender.answer(Events.view("3", time, "x", "a")))).containsExactly("b", "d");
  }

  /** The list follows the clicks, from the answer to the first click on. */
  @Test
  void clicksOnOneCategoryMoveTheList() {
    InMemoryRecommender recommender = new InMemoryRecommender(RecommendationSettings.DEFAULT);
    long time = Events.NOON;
    for (int other = 0; other < 60; other++) {
      String category = other % 2 == 0 ? "tea" : "bikes";
      for (int step = 0; step < 4; step++) {
        String item = category + (other * 7 + step * 3) % 12;
        recommender.apply(Events.view("o" + step, time++, category + other, item));
      }
    }
    Recommended first = recommender.apply(Events.view("1", time, "v", "bikes1"));
    Recommended second = recommender.apply(Events.view("2", time + 1, "v", "tea1"));
    Recommended third = recommender.apply(Events.view("3", time + 2, "v", "tea2"));
    assertThat(teas(first)).isLessThanOrEqualTo(1);
    assertThat(teas(second)).isGreaterThanOrEqualTo(3);
    assertThat(teas(third)).isGreaterThanOrEqualTo(4);
    assertThat(third.items().get(0).category()).isNull(); // Without a catalogue, by clicks alone.
  }

  /** The number of teas among the first six items. */
  private static long teas(Recommended recommended) {
    return ids(recommended).stream().limit(6).filter(item -> item.startsWith("tea")).count();
  }

  /** New visitors of a segment get the items that others of the segment visit. */
  @Test
  void coldVisitorsOfDifferentSegmentsAreShownDifferentItems() {
    TrendingSettings t = TrendingSettings.DEFAULT;
    InMemoryRecommender recommender =
        new InMemoryRecommender(
            SETTINGS.with(
                s ->
                    s.sources(Set.of(CandidateSource.TRENDING))
                        .trending(
                            t.with(
                                x ->
                                    x.capacity(100)
                                        .reportIntervalMillis(0)
                                        .publishIntervalMillis(0)
                                        .lists(100)
                                        .segments(2)))));
    for (String segment : List.of("young", "old", "young")) {
      for (int i = 0; i < 6; i++) {
        String visitor = segment + i;
        recommender.apply(new StatusChange("shop", visitor, visitor, VisitorStatus.USUAL, segment));
        recommender.apply(Events.view(segment, Events.NOON + i, visitor, segment + "-item" + i));
      }
    }
    // The category gets half of the places only.
    for (String item : List.of("old-item0", "old-item1", "anything")) {
      recommender.apply(Events.entry(item, 1).eventId("k" + item).category("tea").stock(5).build());
    }
    recommender.apply(Events.view("tea", Events.NOON + 9, "any", "old-item1"));
    recommender.apply(new StatusChange("shop", "new1", "new1", VisitorStatus.USUAL, "young"));
    recommender.apply(new StatusChange("shop", "new2", "new2", VisitorStatus.USUAL, "old"));
    List<String> young = ids(recommender.answer(Events.view("1", Events.NOON + 10, "new1", "z")));
    List<String> old = ids(recommender.answer(Events.view("1", Events.NOON + 10, "new2", "z")));
    List<String> none = ids(recommender.answer(Events.view("1", Events.NOON + 10, "new3", "z")));
    assertThat(young.subList(0, 6)).allMatch(item -> item.startsWith("young"));
    assertThat(old.subList(0, 6)).allMatch(item -> item.startsWith("old"));
    assertThat(young).hasSize(12).containsExactlyInAnyOrderElementsOf(old);
    assertThat(none).isNotEqualTo(young).isNotEqualTo(old);
    List<String> onPage =
        ids(recommender.answer(Events.view("2", Events.NOON + 11, "new1", "anything")));
    assertThat(onPage.get(0)).isEqualTo("old-item1");
    assertThat(onPage.subList(1, 7)).allMatch(item -> item.startsWith("young"));
  }

  private static List<String> ids(Recommended recommended) {
    return recommended.items().stream().map(RankedItem::itemId).toList();
  }

  private static PurchaseEvent purchase(String visitor, String item) {
    return Events.order("p", Events.NOON, visitor, item).orderId("o").build();
  }
}
