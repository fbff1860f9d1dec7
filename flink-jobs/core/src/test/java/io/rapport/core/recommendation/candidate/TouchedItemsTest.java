package io.rapport.core.recommendation.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.blend.BlendLearner;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Ranker;
import io.rapport.core.recommendation.ranking.Reason;
import io.rapport.core.recommendation.replay.HeapSiteKnowledge;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Comparator;
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
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TouchedItemsTest {

  private static final long HOUR = 3_600_000;
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s ->
              s.exploration(ExplorationSettings.OFF)
                  .blend(
                      BlendSettings.DEFAULT.with(
                          b -> b.units(4).maxCandidates(50).exampleShare(1).minExamples(1))));

  /** An action on an item; a purchase where {@code action} is null. */
  private record Deed(String item, long time, ClickAction action) {}

  /** The oracle's knowledge of an item. */
  private record Known(String item, long time, boolean saved) {}

  private static Visit visit(String item, long time, ClickAction action, String... recent) {
    return Events.visit(item, time, recent).eventId("e" + time).action(action).build();
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 9),
            Arbitraries.longs().between(0, 20),
            Arbitraries.of(
                    ClickAction.VIEW,
                    ClickAction.ADD_TO_CART,
                    ClickAction.REMOVE_FROM_CART,
                    ClickAction.WISH)
                .injectNull(0.1))
        .as((item, time, action) -> new Deed("i" + item, Events.NOON + time, action))
        .list()
        .ofMaxSize(60);
  }

  private static void apply(Deed deed, TouchedItems touched) {
    if (deed.action() == null) {
      touched.release(Hash64.of(deed.item()));
    } else {
      touched.touch(visit(deed.item(), deed.time(), deed.action()));
    }
  }

  /** With room for all: every item by its newest touch, in any order of arrival. */
  @Property
  void eachItemOnceTheNewestFirst(@ForAll("deeds") List<Deed> deeds) {
    TouchedItems touched = new TouchedItems(100);
    Map<String, Known> known = new HashMap<>();
    for (Deed deed : deeds) {
      apply(deed, touched);
      Known before = known.get(deed.item());
      if (deed.action() == null || deed.action() == ClickAction.REMOVE_FROM_CART) {
        known.computeIfPresent(deed.item(), (item, k) -> new Known(item, k.time(), false));
      } else {
        boolean saves = deed.action() != ClickAction.VIEW;
        known.put(
            deed.item(),
            before == null
                ? new Known(deed.item(), deed.time(), saves)
                : new Known(
                    deed.item(), Math.max(before.time(), deed.time()), before.saved() || saves));
      }
    }
    assertThat(known(touched))
        .containsExactlyElementsOf(
            known.values().stream()
                .sorted(
                    Comparator.comparingLong(Known::time)
                        .reversed()
                        .thenComparing(k -> Hash64.of(k.item())))
                .toList());
  }

  /** The oldest is evicted, as if cut off after each action; packing changes nothing. */
  @Property
  void theOldestGivesWay(
      @ForAll("deeds") List<Deed> deeds, @ForAll @IntRange(max = 5) int capacity) {
    TouchedItems kept = new TouchedItems(capacity);
    TouchedItems packed = new TouchedItems(capacity);
    for (Deed deed : deeds) {
      List<Known> before = known(kept);
      apply(deed, kept);
      apply(deed, packed);
      PackedWriter out = new PackedWriter(16);
      packed.write(out);
      packed = TouchedItems.read(new PackedReader(out.toBytes()), capacity);
      assertThat(known(packed)).isEqualTo(known(kept));
      assertThat(kept.items()).hasSizeLessThanOrEqualTo(capacity);
      List<Known> gone = new ArrayList<>(before);
      gone.removeIf(k -> known(kept).stream().anyMatch(now -> now.item().equals(k.item())));
      assertThat(gone.size()).isLessThanOrEqualTo(1);
      assertThat(gone)
          .allSatisfy(k -> assertThat(kept.items()).allMatch(now -> now.time() >= k.time()));
    }
  }

  private static List<Known> known(TouchedItems touched) {
    return touched.items().stream()
        .map(t -> new Known(new PackedReader(t.id()).readString(), t.time(), t.saved()))
        .toList();
  }

  @Test
  void whatWasTouchedBeforeTheSessionIsACandidateAndSaysWhy() {
    Ranker ranker = new Ranker(SETTINGS);
    Shortlist shortlist = new Shortlist(SETTINGS.ranking());
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT);
    byte[] nothing = reply("x");
    shortlist.keep(visit("a", Events.NOON, ClickAction.ADD_TO_CART), nothing);
    shortlist.keep(visit("b", Events.NOON + HOUR, ClickAction.VIEW), nothing);
    Visit now = visit("c", Events.NOON + 25 * HOUR, ClickAction.VIEW);
    shortlist.keep(now, nothing);
    List<RankedItem> items = ranker.rank(now, shortlist, knowledge);
    assertThat(items).extracting(RankedItem::itemId).containsExactly("b", "a");
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.score()).isPositive();
              assertThat(item.source()).isEqualTo(CandidateSource.REVISIT);
              assertThat(item.reasons())
                  .containsExactly(new Reason(item.itemId(), CandidateSource.REVISIT, 1));
            });
    RankingSettings unseen = SETTINGS.ranking().withSeenFilter(SeenFilter.ALL);
    assertThat(new Ranker(SETTINGS.with(s -> s.ranking(unseen))).rank(now, shortlist, knowledge))
        .isEmpty();
    RecommendationSettings off =
        SETTINGS.with(s -> s.sources(Set.of(CandidateSource.CO_OCCURRENCE)));
    assertThat(new Ranker(off).rank(now, shortlist, knowledge)).isEmpty();
  }

  @Test
  void theBlendKnowsHowLongAgoAndWhatIsSaved() {
    CandidateGenerator generator = new CandidateGenerator(SETTINGS);
    Shortlist shortlist = new Shortlist(SETTINGS.ranking());
    shortlist.keep(visit("a", Events.NOON, ClickAction.ADD_TO_CART), reply("x"));
    shortlist.keep(visit("b", Events.NOON + HOUR, ClickAction.VIEW), reply("x"));
    Visit now = visit("c", Events.NOON + 4 * HOUR, ClickAction.WISH);
    shortlist.keep(now, reply("x"));
    // Its reply came first.
    shortlist.keep(visit("d", Events.NOON + 5 * HOUR, ClickAction.VIEW), reply("x"));
    Candidates candidates = generator.generate(now, shortlist);
    assertThat(touched(candidates, "a"))
        .containsExactly(new double[] {0.5, Math.log(5), 1}, within(1e-3));
    assertThat(touched(candidates, "b"))
        .containsExactly(new double[] {1, Math.log(4), 0}, within(1e-3));
    assertThat(touched(candidates, "c")).containsExactly(0, 0, 1);
    assertThat(candidates.find(Hash64.of("d"))).isNegative();
    assertThat(candidates.remembered()).isTrue();
    Visit alone = visit("d", Events.NOON, ClickAction.VIEW);
    candidates = generator.generate(alone, new Shortlist(SETTINGS.ranking()));
    assertThat(candidates.remembered()).isFalse();
  }

  private static double[] touched(Candidates candidates, String item) {
    int row = candidates.find(Hash64.of(item));
    return new double[] {
      candidates.value(row, CandidateColumn.TOUCHED),
      candidates.value(row, CandidateColumn.TOUCHED_AGE),
      candidates.value(row, CandidateColumn.SAVED)
    };
  }

  private static byte[] reply(String item) {
    return new ReplyWriter(SETTINGS)
        .reply(Events.visit(item, Events.NOON).build(), new ItemMemory(SETTINGS));
  }

  @Test
  void theBlendLearnsToGoBackToWhatIsInTheCart() {
    Ranker ranker = new Ranker(SETTINGS);
    HeapSiteKnowledge knowledge = new HeapSiteKnowledge(1, EmbeddingSettings.DEFAULT);
    BlendLearner learner = new BlendLearner(SETTINGS.blend());
    long back = Events.NOON + 3 * HOUR;
    for (int i = 0; i < 300; i++) {
      Visit click = visit("i" + i % 3, back, ClickAction.VIEW, "z");
      learner.learn(ranker.example(click, cart(i % 3), knowledge));
    }
    knowledge.use("shop", learner.publish());
    for (int saved = 0; saved < 3; saved++) {
      Visit now = visit("z", Events.NOON + 2 * HOUR, ClickAction.VIEW);
      assertThat(ranker.rank(now, cart(saved), knowledge).get(0).itemId()).isEqualTo("i" + saved);
    }
  }

  @Test
  void whatIsBoughtIsNoLongerInTheCart() {
    Shortlist shortlist = cart(1);
    assertThat(shortlist.touched()).filteredOn(TouchedItems.Touched::saved).hasSize(1);
    shortlist.apply(
        new PurchasedItems("shop", "v", Events.NOON, 1, List.of(new PurchaseLine("i1", 1, 1))));
    assertThat(shortlist.touched()).hasSize(4).noneMatch(TouchedItems.Touched::saved);
    shortlist.erase(Events.NOON + 3 * HOUR);
    assertThat(shortlist.touched()).isEmpty();
  }

  /** A shortlist of three items touched before the session, one of them in the cart. */
  private static Shortlist cart(int saved) {
    Shortlist shortlist = new Shortlist(SETTINGS.ranking());
    for (int i = 0; i < 3; i++) {
      ClickAction action = i == saved ? ClickAction.ADD_TO_CART : ClickAction.VIEW;
      shortlist.keep(visit("i" + i, Events.NOON + i, action), reply("x"));
    }
    shortlist.keep(visit("z", Events.NOON + 2 * HOUR, ClickAction.VIEW), reply("x"));
    return shortlist;
  }
}
