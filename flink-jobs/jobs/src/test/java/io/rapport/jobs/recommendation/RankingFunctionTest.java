package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.blend.BlendTrainer;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.SharedItems;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingLearner;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.rules.RuleSet;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.recommendation.settings.MeasuringSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.testing.Events;
import io.rapport.core.testing.Rules;
import io.rapport.jobs.recommendation.site.BroadcastSiteKnowledge;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.site.SiteMessage;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import io.rapport.jobs.testing.Shop;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RankingFunctionTest {

  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(s -> s.measuring(MeasuringSettings.DEFAULT.withShare(0)));

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, VisitorMessage, SiteMessage, Recommended>
      open(Part part) throws Exception {
    return open(SETTINGS, part);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, VisitorMessage, SiteMessage, Recommended>
      open(RecommendationSettings settings, Part part) throws Exception {
    return Harnesses.keyed(
        new CachedBroadcastOperator<>(
            new RankingFunction(settings), BroadcastSiteKnowledge.ALL, settings.cache()),
        VisitorMessage::visitorKey,
        null,
        part);
  }

  private static StreamRecord<VisitorMessage> visit(
      String visitor, String item, long time, String... neighbours) {
    ItemMemory memory = new ItemMemory(SETTINGS);
    for (int i = 0; i < neighbours.length; i++) {
      memory.learn(new PairDelta("shop", item, neighbours[i], 1.0 / (i + 1), 1, time, 7, 0));
    }
    Visit visit =
        Events.visit(item, time)
            .eventId("e" + time)
            .brokerTime(time + 3)
            .visitorId(visitor)
            .build();
    return new StreamRecord<>(
        VisitorMessage.of(visit, new ReplyWriter(SETTINGS).reply(visit, memory)), time);
  }

  private static StreamRecord<VisitorMessage> purchase(
      String visitor, String item, long time, int sign) {
    return new StreamRecord<>(
        VisitorMessage.of(
            new PurchasedItems("shop", visitor, time, sign, List.of(new PurchaseLine(item, 1, 1)))),
        time);
  }

  private static StreamRecord<SiteMessage> available(boolean available) {
    AvailabilityChange change = new AvailabilityChange("shop", "a", available, Events.NOON);
    return new StreamRecord<>(SiteMessage.of(change), change.time());
  }

  private static StreamRecord<SiteMessage> trending(TrendingItem... items) {
    TrendingScope site = TrendingScope.site("shop");
    TrendingList list = new TrendingList(site, Events.NOON, List.of(items));
    return new StreamRecord<>(SiteMessage.of(list), list.time());
  }

  private static List<String> last(AbstractStreamOperatorTestHarness<Recommended> harness) {
    List<Recommended> all = harness.extractOutputValues();
    return all.get(all.size() - 1).items().stream().map(RankedItem::itemId).toList();
  }

  @Test
  void everyVisitIsAnsweredWithoutWhatIsFiltered() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "p", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "b", "c");
      harness.processElement2(available(false));
      harness.processElement1(purchase("v", "c", Events.NOON, 1));
      harness.processElement1(visit("v", "p", Events.NOON + 1, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("b");
      harness.processElement2(available(true));
      harness.processElement1(purchase("v", "c", Events.NOON, -1));
      harness.processElement1(visit("v", "p", Events.NOON + 2, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "b", "c");
      assertThat(harness.extractOutputValues())
          .extracting(Recommended::triggerTime)
          .containsExactly(Events.NOON + 3, Events.NOON + 4, Events.NOON + 5);
    }
  }

  /** What other accounts have bought is kept apart, through a restore and other users. */
  @Test
  void whatOtherAccountsOfThePersonBoughtIsFilteredUntilTheyTakeItBack() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(shared("v", "ann", "a", "b"));
      harness.processElement1(purchase("v", "b", Events.NOON, 1));
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("c");
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("v", "p", Events.NOON + 1, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("c");
      harness.processElement1(passed("v", Events.NOON + 1, "bert"));
      harness.processElement1(visit("v", "p", Events.NOON + 2, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "b", "c");
      harness.processElement1(passed("v", Events.NOON + 2, "ann"));
      harness.processElement1(purchase("v", "b", Events.NOON + 3, 1));
      harness.processElement1(visit("v", "p", Events.NOON + 3, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("c");
      harness.processElement1(shared("v", "ann"));
      harness.processElement1(visit("v", "p", Events.NOON + 4, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "c");
    }
  }

  /** The user of the cookie was not known yet, or is forgotten by the history. */
  @Test
  void aStrangerWhoLogsInIsNotFilteredByWhatThePersonBought() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(recognised("v", Events.NOON, "anna"));
      harness.processElement1(shared("v", "ann", "a"));
      harness.processElement1(purchase("v", "b", Events.NOON, 1));
      harness.processElement1(recognised("v", Events.NOON + 1, "anna"));
      harness.processElement1(visit("v", "p", Events.NOON + 1, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("c");
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(recognised("v", Events.NOON + 2, "bert"));
      harness.processElement1(visit("v", "p", Events.NOON + 3, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void nothingIsKeptForWhoHasNothingToTakeBack() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(shared("v", "ann"));
      assertThat(Harnesses.keys(harness)).isZero();
      harness.processElement1(shared("v", "ann", "a"));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processBothWatermarks(new Watermark(Events.NOON + SETTINGS.ranking().expiryMillis()));
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static StreamRecord<VisitorMessage> shared(
      String visitor, String account, String... items) {
    List<PurchaseEvent> purchases =
        items.length == 0
            ? List.of()
            : List.of(Events.order("o", Events.NOON, null, items).customerId(account).build());
    List<String> accounts = List.of("ann", "anna");
    SharedPurchases share =
        new SharedPurchases("shop", visitor, account, accounts, purchases, null);
    return new StreamRecord<>(
        VisitorMessage.of(SharedItems.of(share, Hash64.of("anna"))), Events.NOON);
  }

  private static StreamRecord<VisitorMessage> passed(String visitor, long time, String account) {
    return new StreamRecord<>(
        VisitorMessage.passed("shop/" + visitor, time, Hash64.of(account)), time);
  }

  private static StreamRecord<VisitorMessage> recognised(
      String visitor, long time, String account) {
    return new StreamRecord<>(
        VisitorMessage.recognised("shop/" + visitor, time, Hash64.of(account)), time);
  }

  @Test
  void ofAnErasedVisitorNothingIsKept() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b"));
      harness.processElement1(purchase("v", "c", Events.NOON, 1));
      harness.processElement1(shared("v", "ann", "c"));
      harness.processElement1(
          new StreamRecord<>(VisitorMessage.erased("shop/v", Events.NOON + 5), Events.NOON));
      // On its way when the visitor was erased: answered, and not kept.
      harness.processElement1(visit("v", "q", Events.NOON + 5, "d"));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("v", "r", Events.NOON + 6, "c"));
      assertThat(last(harness)).containsExactly("c");
      harness.processBothWatermarks(
          new Watermark(Events.NOON + 6 + SETTINGS.ranking().touchedExpiryMillis()));
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aVisitorWithoutHistoryIsShownWhatIsTrending() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON));
      assertThat(last(harness)).isEmpty();
      harness.processElement2(trending(new TrendingItem("t", 2)));
      harness.processElement1(visit("w", "p", Events.NOON));
      assertThat(last(harness)).containsExactly("t");
      assertThat(harness.extractOutputValues().get(1).items().get(0).source())
          .isEqualTo(CandidateSource.TRENDING);
      harness.processElement2(trending());
      harness.processElement1(visit("x", "p", Events.NOON));
      assertThat(last(harness)).isEmpty();
    }
  }

  @Test
  void visitorsAndSiteKnowledgeSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(purchase("v" + i, "c", Events.NOON, 1));
      }
      harness.processElement2(available(false));
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, RankingFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(Harnesses.keys(harness)).isEqualTo(30);
      for (int i = 0; i < 30; i++) {
        harness.processElement1(visit("v" + i, "p", Events.NOON, "a", "b", "c"));
        assertThat(last(harness)).containsExactly("b");
      }
    }
  }

  @Test
  void theNextVisitMeasuresWhatWasRecommended() throws Exception {
    RecommendationSettings settings =
        SETTINGS.with(s -> s.measuring(MeasuringSettings.DEFAULT.withShare(1)));
    OperatorSubtaskState snapshot;
    try (var harness = open(settings, Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b"));
      assertThat(Harnesses.side(harness, RankingFunction.MEASUREMENTS)).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(settings, Part.of(snapshot))) {
      harness.processElement1(visit("v", "b", Events.NOON + 1, "a"));
      harness.processElement1(visit("v", "z", Events.NOON + 2, "a"));
      assertThat(Harnesses.side(harness, RankingFunction.MEASUREMENTS))
          .containsExactly(
              new Measurement("recommendation.hit-rate-20", "shop", 1, 1),
              new Measurement("recommendation.mrr-20", "shop", 0.5, 1),
              new Measurement("recommendation.hit-rate-20", "shop", 0, 1),
              new Measurement("recommendation.mrr-20", "shop", 0, 1));
      harness.processBothWatermarks(
          new Watermark(Events.NOON + 2 + settings.ranking().touchedExpiryMillis()));
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  @Test
  void whatWasTouchedDaysBeforeIsRankedAlsoAfterARestore() throws Exception {
    long day = 24 * 3_600_000;
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a"));
      harness.processElement1(visit("v", "q", Events.NOON + 1, "b"));
      harness.processBothWatermarks(new Watermark(Events.NOON + day));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("v", "r", Events.NOON + day + 1, "c"));
      assertThat(last(harness)).containsExactlyInAnyOrder("c", "q", "p");
      assertThat(last(harness).get(0)).isEqualTo("c");
      harness.processElement1(purchase("v", "p", Events.NOON + day + 2, 1));
      harness.processElement1(visit("v", "r", Events.NOON + day + 3, "c"));
      assertThat(last(harness)).containsExactly("c", "q");
    }
  }

  @Test
  void aVisitorIsForgottenInSteps() throws Exception {
    long replies = SETTINGS.ranking().repliesExpiryMillis();
    long touched = SETTINGS.ranking().touchedExpiryMillis();
    long purchases = SETTINGS.ranking().expiryMillis();
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("browser", "p", Events.NOON, "a"));
      harness.processElement1(visit("buyer", "p", Events.NOON, "a"));
      harness.processElement1(purchase("buyer", "c", Events.NOON, 1));
      harness.processBothWatermarks(new Watermark(Events.NOON + touched - 1));
      assertThat(Harnesses.keys(harness)).isEqualTo(2);
      harness.processBothWatermarks(new Watermark(Events.NOON + touched));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      // Back after the neighbours were dropped: the end comes earlier again.
      long back = Events.NOON + touched + replies;
      harness.processElement1(visit("buyer", "q", back, "b"));
      harness.processBothWatermarks(new Watermark(back + purchases - 1));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processBothWatermarks(new Watermark(back + purchases));
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBlendRanksAlsoAfterARestoreAndOneThatCannotBeReadIsRefused() throws Exception {
    BlendTrainer trainer =
        new BlendTrainer(
            SETTINGS
                .blend()
                .with(b -> b.units(4).maxCandidates(50).exampleShare(1).minExamples(1)));
    BlendPublication blend = trainer.learn(Shop.example(0));
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b"));
      harness.processElement2(new StreamRecord<>(SiteMessage.of(blend)));
      harness.processElement1(visit("w", "p", Events.NOON, "a", "b"));
      assertThat(versions(harness))
          .containsExactly(SETTINGS.modelVersion(), SETTINGS.modelVersion() + ",blend=1");
      assertThat(last(harness)).containsExactlyInAnyOrder("a", "b");
      BlendPublication strange = new BlendPublication("shop", 9, Events.NOON, new byte[] {77});
      harness.processElement2(new StreamRecord<>(SiteMessage.of(strange)));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("w", "p", Events.NOON + 1, "a", "b"));
      assertThat(versions(harness)).containsExactly(SETTINGS.modelVersion() + ",blend=1");
    }
  }

  @Test
  void whatIsKnownOfItemsAndTheRulesSurviveARestore() throws Exception {
    RuleSet blocked = Rules.set().blockedCategories(List.of("shoes")).build();
    SiteRules rules = Rules.site(blocked).build();
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      for (String[] item : new String[][] {{"a", "shoes/low"}, {"b", "hats"}}) {
        harness.processElement2(
            new StreamRecord<>(
                SiteMessage.of(
                    new ItemAttributes("shop", item[0], 1, true, item[1], "brand", 10, 1))));
      }
      harness.processElement2(
          new StreamRecord<>(
              SiteMessage.of(new RulesPublication("shop", SiteRules.format().pack(rules)))));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("b", "c");
      Recommended answer = harness.extractOutputValues().get(0);
      assertThat(answer.items().get(0).category()).isEqualTo("hats");
      assertThat(answer.treatment().rulesTime()).isEqualTo(5);
      harness.processElement2(
          new StreamRecord<>(SiteMessage.of(new RulesPublication("shop", null))));
      harness.processElement1(visit("v", "p", Events.NOON + 1, "a", "b", "c"));
      assertThat(last(harness)).containsExactly("a", "b", "c");
    }
  }

  private static EmbeddingPublication vectors() {
    EmbeddingLearner learner = new EmbeddingLearner(SETTINGS.embedding());
    EmbeddingPublication vectors = null;
    for (int i = 0; i < 50; i++) {
      Visit visit = Events.visit(i % 2 == 0 ? "b" : "c", 1, "p").eventId("e").build();
      EmbeddingPublication next = learner.learn(EmbeddingExample.of(visit, SETTINGS.embedding()));
      vectors = vectors == null ? next : vectors;
    }
    return vectors;
  }

  private static BlendPublication blend() {
    BlendTrainer trainer =
        new BlendTrainer(
            SETTINGS
                .blend()
                .with(b -> b.units(4).maxCandidates(50).exampleShare(1).minExamples(1)));
    return trainer.learn(Shop.example(0));
  }

  @Test
  void vectorsRankAlsoAfterARestore() throws Exception {
    EmbeddingPublication vectors = vectors();
    BlendPublication blend = blend();
    List<Double> without;
    try (var harness = open(Part.NONE)) {
      harness.processElement2(new StreamRecord<>(SiteMessage.of(blend)));
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      without = scores(harness);
    }
    List<Double> with;
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement2(new StreamRecord<>(SiteMessage.of(blend)));
      harness.processElement2(new StreamRecord<>(SiteMessage.of(vectors)));
      snapshot = harness.snapshot(1, 1);
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      with = scores(harness);
    }
    assertThat(with).isNotEqualTo(without);
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      assertThat(scores(harness)).isEqualTo(with);
    }
    RecommendationSettings none = SETTINGS.with(s -> s.embedding(SETTINGS.embedding().off()));
    try (var harness = open(none, Part.of(snapshot))) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b", "c"));
      assertThat(scores(harness)).isEqualTo(without);
    }
  }

  private static List<Double> scores(AbstractStreamOperatorTestHarness<Recommended> harness) {
    return harness.extractOutputValues().get(0).items().stream().map(RankedItem::score).toList();
  }

  private static List<String> versions(AbstractStreamOperatorTestHarness<Recommended> harness) {
    return harness.extractOutputValues().stream().map(Recommended::modelVersion).toList();
  }

  @Test
  void withoutALearnedBlendNothingIsLogged() throws Exception {
    BlendSettings blend = SETTINGS.blend();
    RecommendationSettings fixed =
        SETTINGS.with(
            s ->
                s.feedback(
                        FeedbackSettings.DEFAULT.with(
                            f ->
                                f.share(1)
                                    .windowMillis(1_000)
                                    .allowedLatenessMillis(0)
                                    .reactions(8)
                                    .shownItems(8)))
                    .blend(blend.withUnits(0)));
    try (var harness = open(fixed, Part.NONE)) {
      harness.processElement1(visit("v", "p", Events.NOON, "a", "b"));
      assertThat(last(harness)).isNotEmpty();
      assertThat(Harnesses.side(harness, RankingFunction.LOGGED)).isEmpty();
    }
  }

  @Test
  void aShareOfTheNextClicksTeaches() throws Exception {
    try (var harness = open(Part.NONE)) {
      for (int v = 0; v < 400; v++) {
        long time = Events.NOON + 2L * v;
        harness.processElement1(visit("v" + v, "p", time, "a", "b"));
        Visit next = Events.visit("b", time, "p").eventId("n" + v).visitorId("v" + v).build();
        harness.processElement1(
            new StreamRecord<>(
                VisitorMessage.of(
                    next, new ReplyWriter(SETTINGS).reply(next, new ItemMemory(SETTINGS))),
                time));
      }
      List<BlendExample> examples = Harnesses.side(harness, RankingFunction.EXAMPLES);
      // A tenth by default.
      assertThat(examples).hasSizeBetween(20, 60).allMatch(e -> e.site().equals("shop"));
    }
  }
}
