package io.rapport.core.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.blend.BlendLearner;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.replay.HeapSiteKnowledge;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
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

class RankerTest {

  private static final RecommendationSettings CO_OCCURRENCE =
      RecommendationSettings.DEFAULT.with(
          s -> s.sources(Set.of(CandidateSource.CO_OCCURRENCE, CandidateSource.TRENDING)));
  private static final RecommendationSettings SETTINGS =
      CO_OCCURRENCE.with(s -> s.ranking(RankingSettings.DEFAULT.withSeenFilter(SeenFilter.NONE)));

  /** A session, newest item first, and the neighbours of its items. */
  record Case(List<String> session, Map<String, Map<String, Double>> neighbours) {}

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String> items = Arbitraries.integers().between(0, 40).map(i -> "i" + i);
    Arbitrary<Map<String, Double>> lists =
        Arbitraries.maps(items, Arbitraries.doubles().between(0.01, 1).ofScale(9)).ofMaxSize(30);
    return Combinators.combine(
            items.list().ofMinSize(1).ofMaxSize(5), Arbitraries.maps(items, lists).ofMaxSize(41))
        .as(Case::new);
  }

  private static byte[] reply(Map<String, Double> neighbours) {
    PackedWriter out = new PackedWriter(16);
    out.writeFloat(1);
    out.writeVarint(0); // no sessions
    out.writeVarint(neighbours.size());
    neighbours.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .forEach(
            entry -> {
              out.writeString(entry.getKey());
              out.writeFloat(entry.getValue().floatValue());
              out.writeShortFloat(1);
            });
    return out.toBytes();
  }

  private static Shortlist shortlist(Case sample, RecommendationSettings settings) {
    Shortlist shortlist = new Shortlist(settings.ranking());
    for (int i = sample.session().size() - 1; i >= 0; i--) {
      String item = sample.session().get(i);
      shortlist.keep(
          Events.visit(item, Events.NOON - i).build(),
          reply(sample.neighbours().getOrDefault(item, Map.of())));
    }
    return Repacked.of(Shortlist.format(settings.ranking()), shortlist);
  }

  private static Visit visit(Case sample) {
    List<String> session = sample.session();
    return Events.visit(
            session.get(0), Events.NOON, session.subList(1, session.size()).toArray(String[]::new))
        .build();
  }

  @Property
  void scoresAreTheDecayedSumsAndTheReasonsAddUp(@ForAll("cases") Case sample) {
    Map<String, Double> expected = new HashMap<>();
    for (int steps = 0; steps < sample.session().size(); steps++) {
      double decay = Math.pow(0.4, steps);
      sample
          .neighbours()
          .getOrDefault(sample.session().get(steps), Map.of())
          .forEach((item, score) -> expected.merge(item, decay * score, Double::sum));
    }
    List<RankedItem> ranked =
        new Ranker(SETTINGS)
            .rank(
                visit(sample),
                shortlist(sample, SETTINGS),
                new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT));
    assertThat(ranked).hasSize(Math.min(20, expected.size()));
    double lowest = Double.POSITIVE_INFINITY;
    for (RankedItem item : ranked) {
      assertThat(item.score())
          .isCloseTo(expected.remove(item.itemId()), withinPercentage(0.001))
          .isLessThanOrEqualTo(lowest);
      lowest = item.score();
      double share = item.reasons().stream().mapToDouble(Reason::share).sum();
      assertThat(item.reasons()).hasSizeBetween(1, 3);
      assertThat(share).isBetween(item.reasons().size() < 3 ? 0.999 : 0.3, 1.001);
      assertThat(item.reasons())
          .allSatisfy(
              reason ->
                  assertThat(sample.neighbours().get(reason.itemId())).containsKey(item.itemId()));
    }
    double least = lowest * 1.0001;
    assertThat(expected.values()).allMatch(score -> score <= least);
  }

  @Property(tries = 100)
  void whatIsLoggedIsWhatWasDescribedWhateverRanked(@ForAll("cases") Case sample) {
    RecommendationSettings settings =
        RecommendationSettings.DEFAULT.with(
            s -> s.blend(BlendSettings.DEFAULT.withExampleShare(1)));
    Visit visit = visit(sample);
    Shortlist shortlist = shortlist(sample, settings);
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT);
    Ranker ranker = new Ranker(settings);
    Scored byFixedBlend = ranker.score(visit, shortlist, knowledge);
    Recommended answer = Recommended.answer(visit, ranker.list(byFixedBlend), "m", null);
    LoggedRecommendation unranked = byFixedBlend.log(answer);
    knowledge.use(visit.site(), new BlendLearner(settings.blend()).publish());
    ranker.example(visit, shortlist, knowledge); // leaves another description in the scratch space
    Scored byBlend = ranker.score(visit, shortlist, knowledge);
    assertThat(byBlend.log(answer).features()).isEqualTo(unranked.features());
  }

  @Property
  void nothingFilteredIsRecommended(@ForAll("cases") Case sample) {
    RecommendationSettings settings =
        SETTINGS.with(s -> s.ranking(RankingSettings.DEFAULT.withSeenFilter(SeenFilter.ALL)));
    Shortlist shortlist = shortlist(sample, settings);
    shortlist.apply(purchase(1, "i1", "i2"));
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(10, EmbeddingSettings.DEFAULT);
    knowledge.apply(new AvailabilityChange("shop", "i3", false, 1));
    knowledge.apply(new AvailabilityChange("other", "i4", false, 1));
    knowledge.apply(
        new TrendingList(
            TrendingScope.site("shop"),
            1,
            List.of(
                new TrendingItem("i1", 9), new TrendingItem("i3", 8), new TrendingItem("t", 4))));
    List<RankedItem> ranked = new Ranker(settings).rank(visit(sample), shortlist, knowledge);
    assertThat(ranked)
        .extracting(RankedItem::itemId)
        .doesNotContain("i1", "i2", "i3")
        .doesNotContainAnyElementsOf(sample.session())
        .doesNotHaveDuplicates();
    if (ranked.size() < 20) {
      assertThat(ranked.get(ranked.size() - 1).itemId()).isEqualTo("t");
      assertThat(ranked.get(ranked.size() - 1).source()).isEqualTo(CandidateSource.TRENDING);
    }
    assertThat(ranked).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void anItemSentBackMayBeRecommendedAgain() {
    Case sample = new Case(List.of("a"), Map.of("a", Map.of("b", 1.0, "a", 0.5)));
    RecommendationSettings settings = CO_OCCURRENCE;
    Shortlist shortlist = shortlist(sample, settings);
    Ranker ranker = new Ranker(settings);
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT);
    assertThat(ranker.rank(visit(sample), shortlist, knowledge))
        .extracting(RankedItem::itemId)
        .containsExactly("b");
    shortlist.apply(purchase(1, "b"));
    assertThat(ranker.rank(visit(sample), shortlist, knowledge)).isEmpty();
    shortlist.apply(purchase(-1, "b"));
    assertThat(ranker.rank(visit(sample), shortlist, knowledge)).hasSize(1);
    // A return that overtakes its order.
    shortlist.apply(purchase(-1, "b"));
    shortlist = Repacked.of(Shortlist.format(settings.ranking()), shortlist);
    shortlist.apply(purchase(1, "b"));
    assertThat(ranker.rank(visit(sample), shortlist, knowledge)).hasSize(1);
  }

  @Test
  void repliesAreDroppedBeforeWhatWasTouchedAndThatBeforePurchases() {
    RankingSettings settings = RankingSettings.DEFAULT;
    Shortlist shortlist = new Shortlist(settings);
    shortlist.keep(Events.visit("a", Events.NOON).build(), reply(Map.of()));
    long touched = Events.NOON + settings.touchedExpiryMillis();
    assertThat(shortlist.expire(Events.NOON + settings.repliesExpiryMillis())).isEqualTo(touched);
    assertThat(shortlist.touched()).hasSize(1);
    Shortlist buyers = Repacked.of(Shortlist.format(settings), shortlist);
    assertThat(shortlist.expire(touched)).isEqualTo(Long.MAX_VALUE);
    buyers.apply(purchase(1, "b"));
    assertThat(buyers.expire(touched)).isEqualTo(Events.NOON + settings.expiryMillis());
    assertThat(buyers.touched()).isEmpty();
    assertThat(buyers.bought(Hash64.of("b"))).isTrue();
    buyers.erase(touched);
    assertThat(buyers.bought(Hash64.of("b"))).isFalse();
  }

  @Test
  void repliesAreDroppedBeforePurchases() {
    Shortlist shortlist = shortlist(new Case(List.of("a"), Map.of()), SETTINGS);
    long replies = Events.NOON + SETTINGS.ranking().repliesExpiryMillis();
    assertThat(shortlist.expiry()).isEqualTo(replies);
    assertThat(shortlist.expire(replies - 1)).isEqualTo(replies);
    shortlist.apply(purchase(1, "b"));
    assertThat(shortlist.expire(replies))
        .isEqualTo(Events.NOON + SETTINGS.ranking().expiryMillis());
    assertThat(shortlist.neighbours(Hash64.of("a"))).isNull();
    assertThat(shortlist.bought(Hash64.of("b"))).isTrue();
    assertThat(shortlist.expire(Events.NOON + SETTINGS.ranking().expiryMillis()))
        .isEqualTo(Long.MAX_VALUE);
  }

  private static PurchasedItems purchase(int sign, String... items) {
    List<PurchaseLine> lines =
        java.util.Arrays.stream(items).map(item -> new PurchaseLine(item, 1, 1)).toList();
    return new PurchasedItems("shop", "v", Events.NOON, sign, lines);
  }

  @Test
  void whoeverIsNewIsShownWhatIsTrendingInTheCategoryLookedAtFirst() {
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(10, EmbeddingSettings.DEFAULT);
    knowledge.apply(new ItemAttributes("shop", "p", 1, true, "tea/pots", null, Double.NaN, 0));
    knowledge.apply(
        new TrendingList(
            TrendingScope.site("shop"),
            1,
            List.of(new TrendingItem("lamp", 9), new TrendingItem("pot", 8))));
    knowledge.apply(
        new TrendingList(
            TrendingScope.category("shop", "tea/pots"),
            1,
            List.of(new TrendingItem("pot", 3), new TrendingItem("p", 2))));
    Visit visit = Events.visit("p", Events.NOON).build();
    Ranker ranker = new Ranker(CO_OCCURRENCE);
    Shortlist nothing = new Shortlist(CO_OCCURRENCE.ranking());
    List<RankedItem> items = ranker.rank(visit, nothing, knowledge);
    assertThat(items).extracting(RankedItem::itemId).containsExactly("pot", "lamp");
    assertThat(items).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    Visit elsewhere = Events.visit("q", Events.NOON).build();
    assertThat(ranker.rank(elsewhere, nothing, knowledge))
        .extracting(RankedItem::itemId)
        .containsExactly("lamp", "pot");
  }
}
