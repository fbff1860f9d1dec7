package io.rapport.core.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.PriceCode;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.replay.HeapSiteKnowledge;
import io.rapport.core.recommendation.rules.Experiment;
import io.rapport.core.recommendation.rules.RuleSet;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.rules.Variant;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import io.rapport.core.testing.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final int ITEMS = 40;
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(s -> s.exploration(ExplorationSettings.OFF));

  /** An item of the oracle's catalogue. */
  private record Item(String id, String category, String brand, double price) {}

  private static List<Item> catalogue(Random random) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new Item(
              "i" + i,
              random.nextInt(6) == 0
                  ? null
                  : "top"
                      + random.nextInt(2)
                      + "/mid"
                      + random.nextInt(2)
                      + "/c"
                      + random.nextInt(2),
              random.nextInt(6) == 0 ? null : "b" + random.nextInt(3),
              random.nextInt(6) == 0 ? Double.NaN : 1 + random.nextInt(100)));
    }
    return items;
  }

  private static HeapSiteKnowledge knowledge(List<Item> items) {
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(10, EmbeddingSettings.DEFAULT);
    items.forEach(
        item ->
            knowledge.apply(
                new ItemAttributes(
                    "shop", item.id, 1, true, item.category, item.brand, item.price, 1)));
    return knowledge;
  }

  private static Visit visit(String item, VisitorStatus status) {
    return Events.visit(item, 1).eventId("e").brokerTime(2).status(status).build();
  }

  private static Shortlist shortlist(Random random, String item) {
    ItemMemory memory = new ItemMemory(SETTINGS);
    for (int i = 0; i < ITEMS; i++) {
      if (random.nextBoolean()) {
        memory.learn(
            new PairDelta("shop", item, "i" + i, 0.1 + random.nextInt(20), 1, 1, 1 + i, 0));
      }
    }
    Visit visit = visit(item, VisitorStatus.USUAL);
    Shortlist shortlist = new Shortlist(SETTINGS.ranking());
    shortlist.keep(visit, new ReplyWriter(SETTINGS).reply(visit, memory));
    return shortlist;
  }

  private static RuleSet rules(int categoryCap, int brandCap, double diversity) {
    return Rules.set().categoryCap(categoryCap).brandCap(brandCap).diversity(diversity).build();
  }

  private static SiteRules site(RuleSet rules) {
    return Rules.site(rules).build();
  }

  private static List<RankedItem> answer(
      SiteRules rules, List<Item> items, Shortlist shortlist, VisitorStatus status) {
    HeapSiteKnowledge knowledge = knowledge(items);
    knowledge.apply(rules);
    return new RuledRanker(SETTINGS)
        .answer(visit("i0", status), shortlist, knowledge)
        .recommendation()
        .items();
  }

  private static List<String> ids(List<RankedItem> items) {
    return items.stream().map(RankedItem::itemId).toList();
  }

  @Property(tries = 200)
  void diversityAndCapsAreThoseOfASlowGreedyChoice(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 4) int categoryCap,
      @ForAll @IntRange(min = 0, max = 4) int brandCap,
      @ForAll @DoubleRange(min = 0, max = 1) double lambda) {
    Random random = new Random(seed);
    List<Item> items = catalogue(random);
    Shortlist shortlist = shortlist(random, "i0");
    List<RankedItem> all = answer(site(RuleSet.NONE), items, shortlist, VisitorStatus.USUAL);
    assertThat(ids(all))
        .isEqualTo(
            ids(
                new Ranker(SETTINGS)
                    .rank(visit("i0", VisitorStatus.USUAL), shortlist, knowledge(items))));
    List<RankedItem> pool = pool(items, shortlist);
    List<String> expected = greedy(pool, items, categoryCap, brandCap, lambda);
    assertThat(
            ids(
                answer(
                    site(rules(categoryCap, brandCap, lambda)),
                    items,
                    shortlist,
                    VisitorStatus.USUAL)))
        .isEqualTo(expected);
  }

  @Property(tries = 100)
  void withoutAnyDialTheOrderIsTheOneOfTheScores(@ForAll long seed) {
    Random random = new Random(seed);
    List<Item> items = catalogue(random);
    Shortlist shortlist = shortlist(random, "i0");
    List<RankedItem> plain =
        new Ranker(SETTINGS).rank(visit("i0", VisitorStatus.USUAL), shortlist, knowledge(items));
    assertThat(answer(site(rules(ITEMS, ITEMS, 1)), items, shortlist, VisitorStatus.USUAL))
        .isEqualTo(plain);
  }

  /** All candidates in the order of their scores. */
  private static List<RankedItem> pool(List<Item> items, Shortlist shortlist) {
    RankingSettings ranking = SETTINGS.ranking();
    RankingSettings longer = ranking.withSize(ITEMS);
    return new Ranker(SETTINGS.with(s -> s.ranking(longer)))
        .rank(visit("i0", VisitorStatus.USUAL), shortlist, knowledge(items));
  }

  private static List<String> greedy(
      List<RankedItem> pool, List<Item> items, int categoryCap, int brandCap, double lambda) {
    double least = pool.stream().mapToDouble(RankedItem::score).min().orElse(0);
    double greatest = pool.stream().mapToDouble(RankedItem::score).max().orElse(0);
    List<Item> chosen = new ArrayList<>();
    List<RankedItem> left = new ArrayList<>(pool);
    while (chosen.size() < SETTINGS.ranking().size()) {
      RankedItem best = null;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (RankedItem candidate : left) {
        Item item = item(items, candidate);
        double scaled = greatest > least ? (candidate.score() - least) / (greatest - least) : 1;
        double alike = chosen.stream().mapToDouble(other -> alike(item, other)).max().orElse(0);
        double value = lambda * scaled - (1 - lambda) * alike;
        boolean full =
            full(categoryCap, item.category, chosen.stream().map(Item::category).toList())
                || full(brandCap, item.brand, chosen.stream().map(Item::brand).toList());
        if (!full && value > bestValue) {
          best = candidate;
          bestValue = value;
        }
      }
      if (best == null) {
        break;
      }
      left.remove(best);
      chosen.add(item(items, best));
    }
    return chosen.stream().map(Item::id).toList();
  }

  private static Item item(List<Item> items, RankedItem candidate) {
    return items.get(Integer.parseInt(candidate.itemId().substring(1)));
  }

  private static boolean full(int cap, String name, List<String> taken) {
    return cap > 0 && name != null && taken.stream().filter(name::equals).count() >= cap;
  }

  private static double alike(Item one, Item other) {
    double sum = one.brand != null && one.brand.equals(other.brand) ? 0.25 : 0;
    if (one.category != null && other.category != null) {
      String[] path = one.category.split("/", -1);
      String[] otherPath = other.category.split("/", -1);
      int same = 0;
      while (same < 3 && path[same].equals(otherPath[same])) {
        same++;
      }
      sum += 0.5 * same / 3;
    }
    if (!Double.isNaN(one.price) && !Double.isNaN(other.price)) {
      double octaves = Math.abs(PriceCode.of(one.price) - PriceCode.of(other.price)) / 1500.0;
      sum += 0.25 * Math.max(0, 1 - octaves);
    }
    return sum;
  }

  @Property(tries = 100)
  void whatTheRulesForbidIsNotInTheList(@ForAll long seed) {
    Random random = new Random(seed);
    List<Item> items = catalogue(random);
    RuleSet rules =
        Rules.set()
            .blockedItems(List.of("i1", "i2"))
            .blockedCategories(List.of("top0/mid1", "top1/mid0/c1"))
            .minPrice(10)
            .maxPrice(80)
            .minPriceRatio(0.5)
            .maxPriceRatio(2)
            .muteUpselling(true)
            .build();
    Shortlist shortlist = shortlist(random, "i0");
    double price = items.get(0).price;
    for (RankedItem ranked : answer(site(rules), items, shortlist, VisitorStatus.COMPLAINING)) {
      Item item = item(items, ranked);
      assertThat(item.id).isNotIn("i1", "i2");
      assertThat(ranked.category()).isEqualTo(item.category);
      if (item.category != null) {
        assertThat(item.category).doesNotStartWith("top0/mid1/").isNotEqualTo("top1/mid0/c1");
      }
      if (!Double.isNaN(item.price)) {
        assertThat(item.price).isBetween(10.0, 80.0);
        if (!Double.isNaN(price)) {
          assertThat(item.price).isBetween(0.5 * price, price);
        }
      }
    }
  }

  @Test
  void whoHasOptedOutIsShownWhatIsTrendingAndWhoComplainsNothingDearer() {
    List<Item> items =
        List.of(
            new Item("i0", "a", null, 50),
            new Item("i1", "a", null, 40),
            new Item("i2", "a", null, 60));
    HeapSiteKnowledge knowledge = knowledge(items);
    knowledge.apply(
        new TrendingList(TrendingScope.site("shop"), 1, List.of(new TrendingItem("i2", 3))));
    knowledge.apply(site(Rules.set().muteUpselling(true).build()));
    Shortlist shortlist = new Shortlist(SETTINGS.ranking());
    ItemMemory memory = new ItemMemory(SETTINGS);
    memory.learn(new PairDelta("shop", "i0", "i1", 2, 1, 1, 1, 0));
    memory.learn(new PairDelta("shop", "i0", "i2", 3, 1, 1, 1, 0));
    Visit visit = visit("i0", VisitorStatus.USUAL);
    RuledRanker ranker = new RuledRanker(SETTINGS);
    ranker.keep(visit, new ReplyWriter(SETTINGS).reply(visit, memory), shortlist, knowledge);
    Recommended usual = ranker.answer(visit, shortlist, knowledge).recommendation();
    assertThat(ids(usual.items())).containsExactly("i2", "i1");
    assertThat(usual.treatment().notes()).isEmpty();
    assertThat(usual.treatment().rulesTime()).isEqualTo(5);
    Recommended muted =
        ranker
            .answer(visit("i0", VisitorStatus.COMPLAINING), shortlist, knowledge)
            .recommendation();
    assertThat(ids(muted.items())).containsExactly("i1");
    assertThat(muted.treatment().notes()).containsExactly(Treatment.UPSELLING_MUTED);
    Recommended impersonal =
        ranker.answer(visit("i0", VisitorStatus.OPTED_OUT), shortlist, knowledge).recommendation();
    assertThat(ids(impersonal.items())).containsExactly("i2");
    assertThat(impersonal.items().get(0).source()).isEqualTo(CandidateSource.TRENDING);
    assertThat(impersonal.treatment().notes()).containsExactly(Treatment.OPTED_OUT);
  }

  @Test
  void aContextHasItsOwnListInWhichTheSitesBlocksHold() {
    Random random = new Random(1);
    List<Item> items = catalogue(random);
    Shortlist shortlist = shortlist(random, "i0");
    RuleSet blocked = Rules.set().blockedItems(List.of("i3")).build();
    HeapSiteKnowledge knowledge = knowledge(items);
    knowledge.apply(Rules.site(blocked).contexts(Map.of("cart", rules(1, 0, 1))).build());
    Recommended answer =
        new RuledRanker(SETTINGS)
            .answer(visit("i0", VisitorStatus.USUAL), shortlist, knowledge)
            .recommendation();
    List<RankedItem> cart = answer.treatment().contexts().get(0).items();
    assertThat(answer.treatment().contexts().get(0).context()).isEqualTo("cart");
    assertThat(cart).isNotEmpty();
    assertThat(ids(cart)).doesNotContain("i3");
    assertThat(cart.stream().map(RankedItem::category).filter(c -> c != null))
        .doesNotHaveDuplicates();
    assertThat(cart.size()).isLessThan(answer.items().size());
  }

  @Property(tries = 50)
  void rulesComeBackAsTheyWere(@ForAll long seed) {
    Random random = new Random(seed);
    SiteRules rules =
        Rules.site(rules(random.nextInt(5), random.nextInt(5), random.nextDouble()))
            .time(random.nextInt())
            .contexts(
                Map.of(
                    "cart",
                    Rules.set()
                        .blockedItems(List.of("a"))
                        .blockedCategories(List.of("b/c"))
                        .categoryCap(1)
                        .brandCap(2)
                        .diversity(0.5)
                        .minPrice(1)
                        .maxPrice(2)
                        .minPriceRatio(3)
                        .maxPriceRatio(4)
                        .seenFilter(SeenFilter.ALL)
                        .muteUpselling(true)
                        .build()))
            .experiments(
                List.of(
                    new Experiment(
                        "x",
                        List.of(
                            Rules.variant("a", 0.2).fixedBlend(true).exploration(0.5).build(),
                            Rules.variant("b", 0.8)
                                .diversity(0.4)
                                .sources(Set.of(CandidateSource.REVISIT))
                                .build()))))
            .build();
    assertThat(Repacked.of(SiteRules.format(), rules)).isEqualTo(rules);
  }

  @Test
  void impossibleRulesAreRefused() {
    assertThatThrownBy(() -> rules(-1, 0, 1)).hasMessageContaining("categoryCap");
    assertThatThrownBy(() -> rules(0, 0, 1.5)).hasMessageContaining("diversity");
    assertThatThrownBy(
            () ->
                new Experiment(
                    "x", List.of(Rules.variant("a", 0.6).build(), Rules.variant("b", 0.6).build())))
        .hasMessageContaining("exceed 1");
  }

  private static Experiment experiment(String name, double... shares) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      variants.add(Rules.variant("v" + i, shares[i]).build());
    }
    return new Experiment(name, variants);
  }

  private static int place(Experiment experiment, String visitor) {
    Variant variant = experiment.variantOf(visitor);
    return variant == null ? -1 : Integer.parseInt(variant.name().substring(1));
  }

  @Property(tries = 20)
  void growingSharesMoveVisitorsInOnly(
      @ForAll @DoubleRange(min = 0.05, max = 0.3) double one,
      @ForAll @DoubleRange(min = 0.05, max = 0.3) double other,
      @ForAll @DoubleRange(min = 1, max = 1.6) double growth) {
    Experiment before = experiment("x", one, other);
    Experiment ramped = experiment("x", one * growth, other * growth);
    Experiment grown = experiment("x", one * growth, other);
    for (int i = 0; i < 2_000; i++) {
      int was = place(before, "shop/v" + i);
      if (was >= 0) {
        assertThat(place(ramped, "shop/v" + i)).isEqualTo(was);
        assertThat(place(grown, "shop/v" + i)).isIn(was, 0);
      }
    }
  }

  @Test
  void sharesAreMetAndExperimentsIndependent() {
    Experiment one = experiment("one", 0.1, 0.3);
    Experiment other = experiment("other", 0.5, 0.5);
    int[][] counts = new int[3][2];
    int visitors = 40_000;
    for (int i = 0; i < visitors; i++) {
      counts[1 + place(one, "shop/v" + i)][place(other, "shop/v" + i)]++;
    }
    double[] expected = {0.6, 0.1, 0.3};
    for (int i = 0; i < 3; i++) {
      assertThat((double) counts[i][0] / visitors).isCloseTo(expected[i] / 2, within(0.01));
      assertThat((double) counts[i][1] / visitors).isCloseTo(expected[i] / 2, within(0.01));
    }
  }

  @Test
  void anExperimentChangesTheRankingOfItsVisitors() {
    Random random = new Random(2);
    List<Item> items = catalogue(random);
    Shortlist shortlist = shortlist(random, "i0");
    HeapSiteKnowledge knowledge = knowledge(items);
    Variant diverse =
        Rules.variant("diverse", 1)
            .fixedBlend(true)
            .diversity(0.2)
            .sources(Set.of(CandidateSource.CO_OCCURRENCE))
            .build();
    knowledge.apply(Rules.site(new Experiment("dial", List.of(diverse))));
    Recommended answer =
        new RuledRanker(SETTINGS)
            .answer(visit("i0", VisitorStatus.USUAL), shortlist, knowledge)
            .recommendation();
    assertThat(answer.treatment().assignments())
        .containsExactly(new Treatment.Assignment("dial", "diverse"));
    assertThat(answer.items())
        .isNotEmpty()
        .isNotEqualTo(
            answer.items().stream()
                .sorted(Comparator.comparingDouble(RankedItem::score).reversed())
                .toList());
  }
}
