package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.recommendation.learning.FeedbackFunction;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.state.CachedCoProcessOperator;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.testing.RecommendationHarnesses;
import io.rapport.jobs.testing.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HistoryFunctionTest {

  private static final HistorySettings SETTINGS = HistorySettings.DEFAULT;

  /** One subtask and its harness. */
  private record Subtask(
      HistoryFunction function,
      KeyedTwoInputStreamOperatorTestHarness<String, ClickEvent, VisitorInput, Visit> harness)
      implements AutoCloseable {

    void click(ClickEvent click) throws Exception {
      harness.processElement1(click, click.eventTime());
    }

    void purchase(PurchaseEvent purchase) throws Exception {
      harness.processElement2(VisitorInput.of(purchase), purchase.eventTime());
    }

    void erase(VisitorErased request) throws Exception {
      harness.processElement2(VisitorInput.of(request), request.time());
    }

    long total(Feed feed, Outcome outcome) {
      return function.accounting().total(feed, outcome);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static Subtask subtask(
      OperatorSubtaskState snapshot, int before, int parallelism, int index) throws Exception {
    HistoryFunction function =
        new HistoryFunction(RecommendationSettings.DEFAULT.with(s -> s.history(SETTINGS)));
    return new Subtask(
        function,
        RecommendationHarnesses.open(
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new CachedCoProcessOperator<>(function, CacheSettings.DEFAULT),
                ClickEvent::visitorKey,
                VisitorInput::visitorKey,
                Types.STRING,
                RecommendationHarnesses.KEY_GROUPS,
                parallelism,
                index),
            snapshot,
            before,
            parallelism,
            index));
  }

  /** A visitor's status outlives the history, and ends with the customer's profile. */
  @Test
  void whoHasOptedOutStaysOptedOut() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "v", "c", VisitorStatus.OPTED_OUT, null)),
          Shop.NOON);
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.harness.processBothWatermarks(new Watermark(Shop.NOON + SETTINGS.expiryMillis()));
      assertThat(RecommendationHarnesses.keys(task.harness)).isEqualTo(1);
      assertThat(task.harness.numEventTimeTimers()).isZero();
      snapshot = task.harness.snapshot(1, 1);
    }
    try (Subtask task = subtask(snapshot, 1, 1, 0)) {
      task.click(Shop.view("2", Shop.NOON + SETTINGS.expiryMillis() + 1, "v", "b"));
      Visit visit = task.harness.extractOutputValues().get(0);
      assertThat(visit.status()).isEqualTo(VisitorStatus.OPTED_OUT);
      assertThat(visit.learned()).isFalse();
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "v", "c", VisitorStatus.USUAL, null)),
          Shop.NOON);
      task.harness.processBothWatermarks(new Watermark(Shop.NOON + 3 * SETTINGS.expiryMillis()));
      assertThat(RecommendationHarnesses.keys(task.harness)).isZero();
    }
  }

  @Test
  void clicksOnRecommendationsAreMeasured() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.click("1", Shop.NOON, "v", null, ClickAction.IMPRESSION, "a", false));
      task.click(Shop.click("2", Shop.NOON, "v", null, ClickAction.IMPRESSION, "b", false));
      task.click(Shop.click("2", Shop.NOON, "v", null, ClickAction.IMPRESSION, "b", false));
      task.click(Shop.click("3", Shop.NOON, "w", null, ClickAction.IMPRESSION, "b", true));
      task.click(
          Shop.click("4", Shop.NOON, "v", null, ClickAction.RECOMMENDATION_CLICK, "b", false));
      task.click(Shop.view("5", Shop.NOON, "v", "a"));
      try (var join = joined(task)) {
        Measurement all =
            RecommendationHarnesses.side(join, FeedbackFunction.MEASUREMENTS).stream()
                .reduce(Measurement::plus)
                .orElseThrow();
        assertThat(all)
            .isEqualTo(new Measurement("recommendation.click-through-rate", "shop", 1, 2));
      }
    }
  }

  /** Bots do not count. A purchase counts once, also after an opt-out. */
  @Test
  void whatIsShownClickedAndBoughtIsCountedForExperiments() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      long late = Shop.NOON + 30 * 60_000;
      task.click(Shop.click("1", Shop.NOON, "v", null, ClickAction.IMPRESSION, "a", false));
      task.click(Shop.click("2", Shop.NOON, "b", null, ClickAction.IMPRESSION, "a", true));
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "w", "c", VisitorStatus.OPTED_OUT, null)),
          Shop.NOON);
      task.click(Shop.click("3", Shop.NOON, "w", null, ClickAction.IMPRESSION, "a", false));
      task.click(
          Shop.click("4", Shop.NOON, "w", null, ClickAction.RECOMMENDATION_CLICK, "a", false));
      for (String visitor : List.of("v", "b", "w")) {
        task.purchase(Shop.purchase(visitor, late, PurchaseKind.ORDER, visitor, "a", 1));
        task.purchase(Shop.purchase(visitor + 2, late, PurchaseKind.ORDER, visitor, "a", 1));
      }
      task.click(Shop.click("5", Shop.NOON, "x", null, ClickAction.IMPRESSION, "a", false));
      task.purchase(Shop.purchase("x1", late + 1, PurchaseKind.ORDER, "x", "a", 1));
      task.purchase(Shop.purchase("x2", late, PurchaseKind.RETURN, "x", "a", 1));
      try (var join = joined(task)) {
        assertThat(RecommendationHarnesses.side(join, FeedbackFunction.OUTCOMES))
            .containsExactly(
                new ShownOutcome("shop", "shop/v", 1, 0, 0),
                new ShownOutcome("shop", "shop/w", 1, 0, 0),
                new ShownOutcome("shop", "shop/w", 0, 1, 0),
                new ShownOutcome("shop", "shop/v", 0, 0, 1),
                new ShownOutcome("shop", "shop/w", 0, 0, 1),
                new ShownOutcome("shop", "shop/x", 1, 0, 0));
      }
    }
  }

  /** An opt-out ends earlier feedback, and later feedback teaches nothing. */
  @Test
  void whoeverOptsOutTeachesNothingAnyMore() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      for (VisitorStatus status :
          List.of(VisitorStatus.USUAL, VisitorStatus.OPTED_OUT, VisitorStatus.OPTED_OUT)) {
        task.harness.processElement2(
            VisitorInput.of(new StatusChange("shop", "v", "c", status, null)), Shop.NOON);
      }
      task.click(Shop.shown("1", Shop.NOON, "v", "r", "a"));
      task.click(Shop.shown("2", Shop.NOON, "w", "r", "a"));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.REACTIONS))
          .containsExactly(
              FeedbackMessage.forgotten("shop/v"),
              FeedbackMessage.of(
                  new Reaction("shop", "v", null, "a", -1, Reaction.Kind.SHOWN, Shop.NOON)),
              FeedbackMessage.of(
                  new Reaction("shop", "w", "r", "a", -1, Reaction.Kind.SHOWN, Shop.NOON)));
    }
  }

  /** The reactions of a history, joined. */
  private static KeyedOneInputStreamOperatorTestHarness<String, FeedbackMessage, BlendExample>
      joined(Subtask task) throws Exception {
    var join =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new CachedProcessOperator<>(
                new FeedbackFunction(RecommendationSettings.DEFAULT.feedback()),
                CacheSettings.DEFAULT),
            FeedbackMessage::visitorKey,
            Types.STRING);
    join.open();
    for (FeedbackMessage message :
        RecommendationHarnesses.side(task.harness(), HistoryFunction.REACTIONS)) {
      join.processElement(message, Shop.NOON);
    }
    return join;
  }

  @Test
  void visitsThatAreLearnedEmbedItems() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("2", Shop.NOON, "v", "b"));
      task.click(Shop.click("3", Shop.NOON, "w", null, ClickAction.VIEW, "a", true));
      task.click(Shop.click("4", Shop.NOON, "w", null, ClickAction.VIEW, "c", true));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.EMBEDDING_EXAMPLES))
          .singleElement()
          .satisfies(example -> assertThat(example.items()).hasSize(2));
    }
  }

  @Test
  void everyEventHasOneOutcome() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("1", Shop.NOON, "w", "a"));
      task.click(Shop.view("2", Shop.NOON - SETTINGS.allowedLatenessMillis() - 1, "v", "b"));
      task.click(Shop.click("3", Shop.NOON, "v", null, ClickAction.SEARCH, null, false));
      task.click(Shop.click("4", Shop.NOON, "v", null, ClickAction.IMPRESSION, "c", false));
      task.purchase(Shop.purchase("1", Shop.NOON, PurchaseKind.ORDER, "v", "a", 1));
      task.purchase(Shop.purchase("1", Shop.NOON, PurchaseKind.ORDER, "v", "a", 1));
      task.purchase(Shop.purchase("2", 0, PurchaseKind.ORDER, null, "a", 1));
      assertThat(task.total(Feed.CLICKS, Outcome.PROCESSED)).isEqualTo(4);
      assertThat(task.total(Feed.CLICKS, Outcome.DUPLICATE)).isEqualTo(1);
      assertThat(task.total(Feed.CLICKS, Outcome.LATE)).isEqualTo(1);
      assertThat(task.total(Feed.PURCHASES, Outcome.PROCESSED)).isEqualTo(2);
      assertThat(task.total(Feed.PURCHASES, Outcome.DUPLICATE)).isEqualTo(1);
      assertThat(task.harness().extractOutputValues())
          .extracting(Visit::visitorKey)
          .containsExactly("shop/v", "shop/w");
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(message -> message.purchased().sign())
          .containsExactly(1);
    }
  }

  @Test
  void aSnapshotHoldsTheSessionAndTheTotals() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("2", Shop.NOON + 1, "v", "b"));
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask task = subtask(snapshot, 1, 1, 0)) {
      task.click(Shop.view("2", Shop.NOON + 1, "v", "b"));
      task.click(Shop.view("3", Shop.NOON + 2, "v", "c"));
      assertThat(task.harness().extractOutputValues())
          .singleElement()
          .extracting(Visit::recent)
          .isEqualTo(List.of("b", "a"));
      assertThat(task.total(Feed.CLICKS, Outcome.PROCESSED)).isEqualTo(3);
      assertThat(task.total(Feed.CLICKS, Outcome.DUPLICATE)).isEqualTo(1);
    }
  }

  @Test
  void rescalingLosesNoVisitorAndNoTotal() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(null, 1, 1, 0)) {
      for (int i = 0; i < 50; i++) {
        task.click(Shop.view("e" + i, Shop.NOON, "v" + i, "a" + i));
      }
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask left = subtask(snapshot, 1, 2, 0);
        Subtask right = subtask(snapshot, 1, 2, 1)) {
      assertThat(RecommendationHarnesses.keys(left.harness())).isPositive().isLessThan(50);
      assertThat(left.harness().numKeyedStateEntries() + right.harness().numKeyedStateEntries())
          .isEqualTo(50);
      assertThat(
              left.total(Feed.CLICKS, Outcome.PROCESSED)
                  + right.total(Feed.CLICKS, Outcome.PROCESSED))
          .isEqualTo(50);
      List<OperatorSubtaskState> parts = new ArrayList<>();
      parts.add(left.harness().snapshot(2, 2));
      parts.add(right.harness().snapshot(2, 2));
      OperatorSubtaskState merged =
          AbstractStreamOperatorTestHarness.repackageState(
              parts.toArray(OperatorSubtaskState[]::new));
      try (Subtask one = subtask(merged, 2, 1, 0)) {
        one.click(Shop.view("next", Shop.NOON + 1, "v7", "b"));
        assertThat(RecommendationHarnesses.keys(one.harness())).isEqualTo(50);
        assertThat(one.harness().extractOutputValues().get(0).recent()).containsExactly("a7");
      }
    }
  }

  @Test
  void aVisitorIsForgottenAfterTheExpiry() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("2", Shop.NOON + 1_000, "v", "a"));
      task.purchase(Shop.purchase("1", Shop.NOON, PurchaseKind.RETURN, "w", "a", 1));
      task.harness().processBothWatermarks(new Watermark(Shop.NOON + SETTINGS.expiryMillis()));
      assertThat(RecommendationHarnesses.keys(task.harness())).isEqualTo(1);
      assertThat(task.harness().numEventTimeTimers()).isEqualTo(1);
      // Visits stay for a while, so that an erasure can retract them.
      long window = SETTINGS.erasure().windowMillis();
      task.harness().processBothWatermarks(new Watermark(Shop.NOON + 999 + window));
      assertThat(RecommendationHarnesses.keys(task.harness())).isEqualTo(1);
      task.harness().processBothWatermarks(new Watermark(Shop.NOON + 1_000 + window));
      assertThat(RecommendationHarnesses.keys(task.harness())).isZero();
      assertThat(task.harness().numEventTimeTimers()).isZero();
    }
  }

  /** A visitor who comes back expires again. */
  @Test
  void aVisitorWhoComesBackHasAnEarlierEnd() throws Exception {
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      long rested = Shop.NOON + SETTINGS.expiryMillis();
      task.harness().processBothWatermarks(new Watermark(rested));
      task.click(Shop.view("2", rested + 10, "v", "b"));
      assertThat(task.harness().extractOutputValues().get(1).recent()).isEmpty();
      task.harness().processBothWatermarks(new Watermark(rested + 10 + SETTINGS.expiryMillis()));
      task.click(Shop.click("3", rested + 20, "v", "s", ClickAction.VIEW, "c", false));
      // Not late, because the time of the last click has expired.
      assertThat(task.total(Feed.CLICKS, Outcome.PROCESSED)).isEqualTo(3);
    }
  }

  @Test
  void anErasureTakesBackWhatWasLearnedAndHasAReceipt() throws Exception {
    OperatorSubtaskState snapshot;
    VisitorErased request = new VisitorErased("r", "shop", "v", Shop.NOON + 9);
    try (Subtask task = subtask(null, 1, 1, 0)) {
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.click(Shop.view("2", Shop.NOON + 1, "v", "b"));
      task.click(Shop.view("3", Shop.NOON + 1, "w", "b"));
      task.purchase(Shop.purchase("1", Shop.NOON + 2, PurchaseKind.ORDER, "v", "b", 1));
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask task = subtask(snapshot, 1, 1, 0)) {
      task.erase(request);
      task.erase(request);
      assertThat(task.harness().extractOutputValues())
          .extracting(Visit::kind, Visit::itemId, Visit::recent, Visit::eventTime)
          .containsExactly(
              tuple(VisitKind.RETRACTED, "b", List.of("a"), Shop.NOON + 1),
              tuple(VisitKind.RETRACTED, "a", List.of(), Shop.NOON));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.ORDERS))
          .containsExactly(new OrderRetraction("shop", "o-1", Shop.NOON + 9));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(VisitorMessage::visitorKey, message -> message.erased().time())
          .containsExactly(tuple("shop/v", Shop.NOON + 9), tuple("shop/v", Shop.NOON + 9));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.REACTIONS))
          .contains(FeedbackMessage.forgotten("shop/v"));
      assertThat(RecommendationHarnesses.side(task.harness(), HistoryFunction.RECEIPTS))
          .extracting(Receipt::component, Receipt::removed)
          .containsExactly(
              tuple("recommendation", Map.of("visits", 2L, "orders", 1L)),
              tuple("recommendation", Map.of("visits", 0L, "orders", 0L)));
      // A duplicate, and a late purchase: neither counts.
      task.click(Shop.view("1", Shop.NOON, "v", "a"));
      task.purchase(Shop.purchase("2", Shop.NOON + 2, PurchaseKind.ORDER, "v", "b", 1));
      assertThat(task.total(Feed.CLICKS, Outcome.LATE)).isEqualTo(1);
      assertThat(task.total(Feed.PURCHASES, Outcome.LATE)).isEqualTo(1);
      // The marker expires with the history, and the other visitor's trail later.
      task.harness().processBothWatermarks(new Watermark(Shop.NOON + 9 + SETTINGS.expiryMillis()));
      assertThat(RecommendationHarnesses.keys(task.harness())).isEqualTo(1);
    }
  }
}
