package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.candidate.SharedItems;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.testing.Events;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.recommendation.learning.FeedbackFunction;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.state.CachedProcessOperator;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
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

  private static Subtask subtask(Part part) throws Exception {
    HistoryFunction function =
        new HistoryFunction(RecommendationSettings.DEFAULT.with(s -> s.history(SETTINGS)));
    return new Subtask(
        function,
        Harnesses.keyed(function, ClickEvent::visitorKey, VisitorInput::visitorKey, part));
  }

  /** A visitor's status outlives the history, and ends with the customer's profile. */
  @Test
  void whoHasOptedOutStaysOptedOut() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(Part.NONE)) {
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "v", "c", VisitorStatus.OPTED_OUT, null)),
          Events.NOON);
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.harness.processBothWatermarks(new Watermark(Events.NOON + SETTINGS.expiryMillis()));
      assertThat(Harnesses.keys(task.harness)).isEqualTo(1);
      assertThat(task.harness.numEventTimeTimers()).isZero();
      snapshot = task.harness.snapshot(1, 1);
    }
    try (Subtask task = subtask(Part.of(snapshot))) {
      task.click(Events.view("2", Events.NOON + SETTINGS.expiryMillis() + 1, "v", "b"));
      Visit visit = task.harness.extractOutputValues().get(0);
      assertThat(visit.status()).isEqualTo(VisitorStatus.OPTED_OUT);
      assertThat(visit.learned()).isFalse();
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "v", "c", VisitorStatus.USUAL, null)),
          Events.NOON);
      task.harness.processBothWatermarks(new Watermark(Events.NOON + 3 * SETTINGS.expiryMillis()));
      assertThat(Harnesses.keys(task.harness)).isZero();
    }
  }

  @Test
  void clicksOnRecommendationsAreMeasured() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("1", Events.NOON, "v", ClickAction.IMPRESSION, "a"));
      task.click(Events.click("2", Events.NOON, "v", ClickAction.IMPRESSION, "b"));
      task.click(Events.click("2", Events.NOON, "v", ClickAction.IMPRESSION, "b"));
      task.click(
          Events.click("3", Events.NOON, "w", "b")
              .action(ClickAction.IMPRESSION)
              .bot(true)
              .build());
      task.click(Events.click("4", Events.NOON, "v", ClickAction.RECOMMENDATION_CLICK, "b"));
      task.click(Events.view("5", Events.NOON, "v", "a"));
      try (var join = joined(task)) {
        Measurement all =
            Harnesses.side(join, FeedbackFunction.MEASUREMENTS).stream()
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
    try (Subtask task = subtask(Part.NONE)) {
      long late = Events.NOON + 30 * 60_000;
      task.click(Events.click("1", Events.NOON, "v", ClickAction.IMPRESSION, "a"));
      task.click(
          Events.click("2", Events.NOON, "b", "a")
              .action(ClickAction.IMPRESSION)
              .bot(true)
              .build());
      task.harness.processElement2(
          VisitorInput.of(new StatusChange("shop", "w", "c", VisitorStatus.OPTED_OUT, null)),
          Events.NOON);
      task.click(Events.click("3", Events.NOON, "w", ClickAction.IMPRESSION, "a"));
      task.click(Events.click("4", Events.NOON, "w", ClickAction.RECOMMENDATION_CLICK, "a"));
      for (String visitor : List.of("v", "b", "w")) {
        task.purchase(Events.order(visitor, late, visitor, "a").build());
        task.purchase(Events.order(visitor + 2, late, visitor, "a").build());
      }
      task.click(Events.click("5", Events.NOON, "x", ClickAction.IMPRESSION, "a"));
      task.purchase(Events.order("x1", late + 1, "x", "a").build());
      task.purchase(Events.order("x2", late, "x", "a").kind(PurchaseKind.RETURN).build());
      try (var join = joined(task)) {
        assertThat(Harnesses.side(join, FeedbackFunction.OUTCOMES))
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
    try (Subtask task = subtask(Part.NONE)) {
      for (VisitorStatus status :
          List.of(VisitorStatus.USUAL, VisitorStatus.OPTED_OUT, VisitorStatus.OPTED_OUT)) {
        task.harness.processElement2(
            VisitorInput.of(new StatusChange("shop", "v", "c", status, null)), Events.NOON);
      }
      task.click(
          Events.click("1", Events.NOON, "v", "a")
              .action(ClickAction.IMPRESSION)
              .recommendationId("r")
              .build());
      task.click(
          Events.click("2", Events.NOON, "w", "a")
              .action(ClickAction.IMPRESSION)
              .recommendationId("r")
              .build());
      assertThat(Harnesses.side(task.harness(), HistoryFunction.REACTIONS))
          .containsExactly(
              FeedbackMessage.forgotten("shop/v"),
              FeedbackMessage.of(
                  new Reaction("shop", "v", null, "a", -1, Reaction.Kind.SHOWN, Events.NOON)),
              FeedbackMessage.of(
                  new Reaction("shop", "w", "r", "a", -1, Reaction.Kind.SHOWN, Events.NOON)));
    }
  }

  /** The shop's backend names the account alone; experiments count what the cookie was shown. */
  @Test
  void anOrderOfTheAccountIsAConversionOfItsCookieOnce() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("1", Events.NOON, "v", "lamp").customerId("anna").build());
      PurchaseEvent order =
          Events.order("2", Events.NOON + 1, null, "lamp").customerId("anna").build();
      for (int i = 0; i < 2; i++) {
        task.harness.processElement2(VisitorInput.copy(order.with("v")), order.eventTime());
      }
      assertThat(Harnesses.side(task.harness(), HistoryFunction.REACTIONS))
          .containsOnlyOnce(
              FeedbackMessage.of(
                  new Reaction(
                      "shop", "v", null, "lamp", -1, Reaction.Kind.BOUGHT, order.eventTime())));
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(VisitorMessage::kind)
          .containsExactly(VisitorMessage.Kind.RECOGNISED, VisitorMessage.Kind.PURCHASE);
      assertThat(task.total(Feed.PURCHASES, Outcome.PROCESSED)).isZero();
    }
  }

  /**
   * A purchase of the person by another account is a conversion when it is made. It is passed on to
   * be kept apart, with the account that uses the cookie.
   */
  @Test
  void whatAnotherAccountOfThePersonBuysIsFeedbackOnceAndKeptApart() throws Exception {
    PurchaseEvent order =
        Events.order("2", Events.NOON + 1, null, "lamp").customerId("ann").build();
    SharedPurchases share = share("ann", order);
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("1", Events.NOON, "v", "lamp").customerId("anna").build());
      task.harness.processElement2(VisitorInput.of(share), order.eventTime());
      assertThat(bought(task)).isEmpty();
      task.harness.processElement2(VisitorInput.of(added("ann", order)), order.eventTime());
      assertThat(bought(task)).containsExactly("lamp");
      snapshot = task.harness.snapshot(1, 1);
    }
    try (Subtask task = subtask(Part.of(snapshot))) {
      task.harness.processElement2(VisitorInput.of(share), order.eventTime());
      task.harness.processElement2(VisitorInput.of(share("ann")), order.eventTime());
      assertThat(bought(task)).isEmpty();
      long anna = Hash64.of("anna");
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .containsExactly(
              VisitorMessage.of(SharedItems.of(share, anna)),
              VisitorMessage.of(SharedItems.of(share("ann"), anna)));
      assertThat(task.total(Feed.PURCHASES, Outcome.PROCESSED)).isZero();
    }
  }

  /**
   * They are the cookie's own where the account uses it, and a stranger's are nobody's business.
   */
  @Test
  void whoUsesTheCookieDecidesWhatAPersonsPurchaseIs() throws Exception {
    PurchaseEvent order =
        Events.order("2", Events.NOON + 1, null, "lamp").customerId("ann").build();
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("1", Events.NOON, "v", "lamp").customerId("bert").build());
      task.harness.processElement2(VisitorInput.of(added("ann", order)), order.eventTime());
      assertThat(bought(task)).isEmpty();
      task.click(Events.click("3", Events.NOON + 2, "v", "lamp").customerId("ann").build());
      task.harness.processElement2(VisitorInput.of(added("ann", order)), order.eventTime());
      assertThat(bought(task)).containsExactly("lamp");
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(VisitorMessage::kind)
          .containsExactly(
              VisitorMessage.Kind.RECOGNISED,
              VisitorMessage.Kind.SHARE,
              VisitorMessage.Kind.PASS,
              VisitorMessage.Kind.PURCHASE,
              VisitorMessage.Kind.SHARE);
    }
  }

  /** Not again with later lists of the account that uses the cookie, whatever comes between. */
  @Test
  void aPurchaseOfThePersonCountsWhenItIsMade() throws Exception {
    PurchaseEvent first =
        Events.order("1", Events.NOON + 1, null, "lamp").customerId("ann").build();
    PurchaseEvent second =
        Events.order("2", Events.NOON + 2, "v", "chair").customerId("ann").build();
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("0", Events.NOON, "v", "lamp").customerId("ann").build());
      task.harness.processElement2(VisitorInput.of(added("ann", first)), first.eventTime());
      for (int i = 0; i <= SETTINGS.rememberedIds(); i++) {
        task.click(Events.view("c" + i, Events.NOON + 1, "v", "a"));
      }
      task.harness.processElement2(VisitorInput.of(share("ann", first)), first.eventTime());
      task.purchase(second);
      task.harness.processElement2(VisitorInput.of(added("ann", first, second)), Events.NOON + 2);
      assertThat(bought(task)).containsExactly("lamp", "chair");
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .filteredOn(message -> message.kind() == VisitorMessage.Kind.PURCHASE)
          .hasSize(2);
    }
  }

  /** Event ids are remembered of the cookie's own events alone. */
  @Test
  void whatOthersBuyMakesNoClickCountTwice() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      ClickEvent click = Events.click("0", Events.NOON, "v", "lamp").customerId("anna").build();
      task.click(click);
      for (int i = 0; i <= SETTINGS.rememberedIds(); i++) {
        PurchaseEvent order =
            Events.order("o" + i, Events.NOON, null, "lamp").customerId("ann").build();
        task.harness.processElement2(VisitorInput.of(added("ann", order)), Events.NOON);
      }
      task.click(click);
      assertThat(task.total(Feed.CLICKS, Outcome.DUPLICATE)).isEqualTo(1);
    }
  }

  /** Ranking is told of each account that the history did not know to use the cookie. */
  @Test
  void rankingKnowsWhoUsesTheCookieAlsoOnceTheFirstAccountIsForgotten() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.click("1", Events.NOON, "v", "lamp").customerId("anna").build());
      task.click(Events.click("2", Events.NOON + 1, "v", "lamp").customerId("anna").build());
      long rested = Events.NOON + 1 + SETTINGS.expiryMillis();
      task.harness.processBothWatermarks(new Watermark(rested));
      long forgotten = rested + SETTINGS.erasure().windowMillis();
      task.harness.processBothWatermarks(new Watermark(forgotten));
      assertThat(Harnesses.keys(task.harness)).isZero();
      task.click(Events.click("3", forgotten + 1, "v", "lamp").customerId("bert").build());
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .containsExactly(
              VisitorMessage.recognised("shop/v", Events.NOON - 1, Hash64.of("anna")),
              VisitorMessage.recognised("shop/v", forgotten, Hash64.of("bert")));
    }
  }

  @Test
  void afterAnErasureEarlierPurchasesOfThePersonDoNotComeBack() throws Exception {
    PurchaseEvent order =
        Events.order("2", Events.NOON + 1, null, "lamp").customerId("ann").build();
    try (Subtask task = subtask(Part.NONE)) {
      task.erase(new VisitorErased("r", "shop", "v", Events.NOON + 1));
      task.harness.processElement2(VisitorInput.of(added("ann", order)), order.eventTime());
      assertThat(bought(task)).isEmpty();
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .filteredOn(message -> message.kind() == VisitorMessage.Kind.SHARE)
          .singleElement()
          .matches(message -> message.shared().isEnd());
    }
  }

  private static SharedPurchases share(String account, PurchaseEvent... purchases) {
    return share(null, account, purchases);
  }

  /** As {@link #share(String, PurchaseEvent...)}, of which the last one is new. */
  private static SharedPurchases added(String account, PurchaseEvent... purchases) {
    return share(purchases[purchases.length - 1].eventId(), account, purchases);
  }

  private static SharedPurchases share(String added, String account, PurchaseEvent... purchases) {
    List<String> accounts = List.of("ann", "anna");
    return new SharedPurchases("shop", "v", account, accounts, List.of(purchases), added);
  }

  private static List<String> bought(Subtask task) {
    return Harnesses.side(task.harness(), HistoryFunction.REACTIONS).stream()
        .filter(message -> message.kind() == FeedbackMessage.Kind.REACTION)
        .map(FeedbackMessage::reaction)
        .filter(reaction -> reaction.kind() == Reaction.Kind.BOUGHT)
        .map(Reaction::itemId)
        .toList();
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
    for (FeedbackMessage message : Harnesses.side(task.harness(), HistoryFunction.REACTIONS)) {
      join.processElement(message, Events.NOON);
    }
    return join;
  }

  @Test
  void visitsThatAreLearnedEmbedItems() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("2", Events.NOON, "v", "b"));
      task.click(Events.click("3", Events.NOON, "w", "a").bot(true).build());
      task.click(Events.click("4", Events.NOON, "w", "c").bot(true).build());
      assertThat(Harnesses.side(task.harness(), HistoryFunction.EMBEDDING_EXAMPLES))
          .singleElement()
          .satisfies(example -> assertThat(example.items()).hasSize(2));
    }
  }

  @Test
  void everyEventHasOneOutcome() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("1", Events.NOON, "w", "a"));
      task.click(Events.view("2", Events.NOON - SETTINGS.allowedLatenessMillis() - 1, "v", "b"));
      task.click(Events.click("3", Events.NOON, "v", ClickAction.SEARCH, null));
      task.click(Events.click("4", Events.NOON, "v", ClickAction.IMPRESSION, "c"));
      task.purchase(Events.order("1", Events.NOON, "v", "a").build());
      task.purchase(Events.order("1", Events.NOON, "v", "a").build());
      task.purchase(Events.order("2", 0, null, "a").build());
      assertThat(task.total(Feed.CLICKS, Outcome.PROCESSED)).isEqualTo(4);
      assertThat(task.total(Feed.CLICKS, Outcome.DUPLICATE)).isEqualTo(1);
      assertThat(task.total(Feed.CLICKS, Outcome.LATE)).isEqualTo(1);
      assertThat(task.total(Feed.PURCHASES, Outcome.PROCESSED)).isEqualTo(2);
      assertThat(task.total(Feed.PURCHASES, Outcome.DUPLICATE)).isEqualTo(1);
      assertThat(task.harness().extractOutputValues())
          .extracting(Visit::visitorKey)
          .containsExactly("shop/v", "shop/w");
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(message -> message.purchased().sign())
          .containsExactly(1);
    }
  }

  @Test
  void aSnapshotHoldsTheSessionAndTheTotals() throws Exception {
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("2", Events.NOON + 1, "v", "b"));
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask task = subtask(Part.of(snapshot))) {
      task.click(Events.view("2", Events.NOON + 1, "v", "b"));
      task.click(Events.view("3", Events.NOON + 2, "v", "c"));
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
    try (Subtask task = subtask(Part.NONE)) {
      for (int i = 0; i < 50; i++) {
        task.click(Events.view("e" + i, Events.NOON, "v" + i, "a" + i));
      }
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask left = subtask(Part.half(snapshot, 0));
        Subtask right = subtask(Part.half(snapshot, 1))) {
      assertThat(Harnesses.keys(left.harness())).isPositive().isLessThan(50);
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
      try (Subtask one = subtask(Part.joined(merged))) {
        one.click(Events.view("next", Events.NOON + 1, "v7", "b"));
        assertThat(Harnesses.keys(one.harness())).isEqualTo(50);
        assertThat(one.harness().extractOutputValues().get(0).recent()).containsExactly("a7");
      }
    }
  }

  @Test
  void aVisitorIsForgottenAfterTheExpiry() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("2", Events.NOON + 1_000, "v", "a"));
      task.purchase(Events.order("1", Events.NOON, "w", "a").kind(PurchaseKind.RETURN).build());
      task.harness().processBothWatermarks(new Watermark(Events.NOON + SETTINGS.expiryMillis()));
      assertThat(Harnesses.keys(task.harness())).isEqualTo(1);
      assertThat(task.harness().numEventTimeTimers()).isEqualTo(1);
      // Visits stay for a while, so that an erasure can retract them.
      long window = SETTINGS.erasure().windowMillis();
      task.harness().processBothWatermarks(new Watermark(Events.NOON + 999 + window));
      assertThat(Harnesses.keys(task.harness())).isEqualTo(1);
      task.harness().processBothWatermarks(new Watermark(Events.NOON + 1_000 + window));
      assertThat(Harnesses.keys(task.harness())).isZero();
      assertThat(task.harness().numEventTimeTimers()).isZero();
    }
  }

  /** A visitor who comes back expires again. */
  @Test
  void aVisitorWhoComesBackHasAnEarlierEnd() throws Exception {
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      long rested = Events.NOON + SETTINGS.expiryMillis();
      task.harness().processBothWatermarks(new Watermark(rested));
      task.click(Events.view("2", rested + 10, "v", "b"));
      assertThat(task.harness().extractOutputValues().get(1).recent()).isEmpty();
      task.harness().processBothWatermarks(new Watermark(rested + 10 + SETTINGS.expiryMillis()));
      task.click(Events.click("3", rested + 20, "v", "c").sessionId("s").build());
      // Not late: nothing is known any more of when the last click was.
      assertThat(task.total(Feed.CLICKS, Outcome.PROCESSED)).isEqualTo(3);
    }
  }

  @Test
  void anErasureTakesBackWhatWasLearnedAndHasAReceipt() throws Exception {
    OperatorSubtaskState snapshot;
    VisitorErased request = new VisitorErased("r", "shop", "v", Events.NOON + 9);
    try (Subtask task = subtask(Part.NONE)) {
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.click(Events.view("2", Events.NOON + 1, "v", "b"));
      task.click(Events.view("3", Events.NOON + 1, "w", "b"));
      task.purchase(Events.order("1", Events.NOON + 2, "v", "b").build());
      snapshot = task.harness().snapshot(1, 1);
    }
    try (Subtask task = subtask(Part.of(snapshot))) {
      task.erase(request);
      task.erase(request);
      assertThat(task.harness().extractOutputValues())
          .extracting(Visit::kind, Visit::itemId, Visit::recent, Visit::eventTime)
          .containsExactly(
              tuple(VisitKind.RETRACTED, "b", List.of("a"), Events.NOON + 1),
              tuple(VisitKind.RETRACTED, "a", List.of(), Events.NOON));
      assertThat(Harnesses.side(task.harness(), HistoryFunction.ORDERS))
          .containsExactly(new OrderRetraction("shop", "o-1", Events.NOON + 9));
      assertThat(Harnesses.side(task.harness(), HistoryFunction.TO_RANKING))
          .extracting(VisitorMessage::visitorKey, message -> message.erased().time())
          .containsExactly(tuple("shop/v", Events.NOON + 9), tuple("shop/v", Events.NOON + 9));
      assertThat(Harnesses.side(task.harness(), HistoryFunction.REACTIONS))
          .contains(FeedbackMessage.forgotten("shop/v"));
      assertThat(Harnesses.side(task.harness(), HistoryFunction.RECEIPTS))
          .extracting(Receipt::component, Receipt::removed)
          .containsExactly(
              tuple("recommendation", Map.of("visits", 2L, "orders", 1L)),
              tuple("recommendation", Map.of("visits", 0L, "orders", 0L)));
      // Sent again, and a purchase that comes late: neither counts.
      task.click(Events.view("1", Events.NOON, "v", "a"));
      task.purchase(Events.order("2", Events.NOON + 2, "v", "b").build());
      assertThat(task.total(Feed.CLICKS, Outcome.LATE)).isEqualTo(1);
      assertThat(task.total(Feed.PURCHASES, Outcome.LATE)).isEqualTo(1);
      // The marker stays as long as trails: purchases of the person may be told again.
      task.harness()
          .processBothWatermarks(new Watermark(Events.NOON + 9 + SETTINGS.expiryMillis()));
      assertThat(Harnesses.keys(task.harness())).isEqualTo(2);
      long window = SETTINGS.erasure().windowMillis();
      task.harness().processBothWatermarks(new Watermark(Events.NOON + 9 + window));
      assertThat(Harnesses.keys(task.harness())).isZero();
    }
  }

  @Test
  void anOrderOfLongAgoBehindLiveTrafficIsKeptAsLongAsANewOne() throws Exception {
    PurchaseEvent old =
        Events.order("1", Events.NOON - Duration.ofDays(300).toMillis(), "v", "a").build();
    OperatorSubtaskState snapshot;
    try (Subtask task = subtask(Part.NONE)) {
      task.harness.processBothWatermarks(new Watermark(Events.NOON));
      task.purchase(old);
      task.harness.processBothWatermarks(new Watermark(Events.NOON + SETTINGS.expiryMillis() - 1));
      task.purchase(old);
      assertThat(task.total(Feed.PURCHASES, Outcome.PROCESSED)).isOne();
      assertThat(task.total(Feed.PURCHASES, Outcome.DUPLICATE)).isOne();
      snapshot = task.harness.snapshot(1, 1);
    }
    try (Subtask task = subtask(Part.of(snapshot))) {
      long end = Events.NOON + 2 * SETTINGS.expiryMillis() + SETTINGS.erasure().windowMillis();
      task.harness.processBothWatermarks(new Watermark(Events.NOON + SETTINGS.expiryMillis()));
      task.erase(new VisitorErased("r", "shop", "v", Events.NOON));
      assertThat(Harnesses.side(task.harness, HistoryFunction.ORDERS)).hasSize(1);
      task.harness.processBothWatermarks(new Watermark(end));
      assertThat(Harnesses.keys(task.harness)).isZero();
      assertThat(task.harness.numEventTimeTimers()).isZero();
    }
  }
}
