package io.rapport.jobs.recommendation.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import io.rapport.jobs.testing.Shop;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class FeedbackFunctionTest {

  private static final long WINDOW = 1_000;
  private static final FeedbackSettings SETTINGS =
      FeedbackSettings.DEFAULT.with(
          f -> f.share(1).windowMillis(WINDOW).allowedLatenessMillis(0).lists(4).reactions(50));

  private static KeyedOneInputStreamOperatorTestHarness<String, FeedbackMessage, BlendExample> open(
      Part part) throws Exception {
    return Harnesses.keyed(new FeedbackFunction(SETTINGS), FeedbackMessage::visitorKey, part);
  }

  private static FeedbackMessage list(String visitor, long time) {
    return FeedbackMessage.of(Shop.logged(visitor, "of-" + visitor + time, time));
  }

  private static FeedbackMessage reaction(
      String visitor, long list, String item, Reaction.Kind kind, long time) {
    String id = kind == Reaction.Kind.BOUGHT ? null : "of-" + visitor + list;
    return FeedbackMessage.of(new Reaction("shop", visitor, id, item, -1, kind, time));
  }

  private static List<String> text(List<BlendExample> examples) {
    return examples.stream()
        .map(e -> e.eventTime() + ":" + e.clicked() + "/" + e.slots().length + "*" + e.weight())
        .toList();
  }

  @Test
  void aTimerTellsWhatWasChosenAndWhatWasNot() throws Exception {
    try (var harness = open(Part.NONE)) {
      // The impression overtakes its list.
      harness.processElement(reaction("v", 10, "a", Reaction.Kind.SHOWN, 11), 11);
      harness.processElement(list("v", 10), 10);
      harness.processElement(reaction("v", 10, "b", Reaction.Kind.CLICKED, 12), 12);
      harness.processElement(list("w", 20), 20);
      harness.processElement(reaction("w", 20, "c", Reaction.Kind.SHOWN, 21), 21);
      harness.processElement(list("nobody-saw", 20), 20);
      harness.processWatermark(new Watermark(10 + WINDOW - 1));
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(new Watermark(21 + WINDOW));
      assertThat(text(harness.extractOutputValues())).containsExactly("10:1/2*1.0", "20:-1/1*1.0");
      assertThat(Harnesses.side(harness, FeedbackFunction.MEASUREMENTS))
          .filteredOn(measurement -> measurement.metric().startsWith("recommendation.shown-"))
          .containsExactlyInAnyOrder(
              new Measurement("recommendation.shown-click-rate", "shop", 1, 2),
              new Measurement("recommendation.shown-purchase-rate", "shop", 0, 2),
              new Measurement("recommendation.shown-click-rate", "shop", 0, 1),
              new Measurement("recommendation.shown-purchase-rate", "shop", 0, 1));
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void feedbackOfLongAgoBehindLiveTrafficIsJoinedInItsOwnTime() throws Exception {
    long now = 1_000_000;
    try (var harness = open(Part.NONE)) {
      harness.processWatermark(new Watermark(now));
      harness.processElement(list("v", 10), 10);
      harness.processElement(reaction("v", 10, "a", Reaction.Kind.SHOWN, 11), 11);
      harness.processWatermark(new Watermark(now + WINDOW / 2));
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement(reaction("v", 10, "b", Reaction.Kind.CLICKED, 500), 500);
      harness.processWatermark(new Watermark(now + 3 * WINDOW));
      assertThat(text(harness.extractOutputValues())).containsExactly("10:1/2*1.0");
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatIsOpenOfAnErasedVisitorTeachesNothing() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement(list("v", 10), 10);
      harness.processElement(reaction("v", 10, "b", Reaction.Kind.CLICKED, 12), 12);
      harness.processElement(FeedbackMessage.forgotten("shop/v"), 13);
      harness.processElement(FeedbackMessage.forgotten("shop/unknown"), 13);
      harness.processWatermark(new Watermark(5 * WINDOW));
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  @Test
  void aPurchaseIsJoinedByItsItem() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement(list("v", 10), 10);
      harness.processElement(reaction("v", 10, "b", Reaction.Kind.CLICKED, 12), 12);
      harness.processElement(reaction("v", 10, "b", Reaction.Kind.BOUGHT, 500), 500);
      harness.processElement(reaction("w", 10, "b", Reaction.Kind.BOUGHT, 500), 500);
      harness.processWatermark(new Watermark(5 * WINDOW));
      assertThat(text(harness.extractOutputValues())).containsExactly("10:0/1*3.0");
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  private static FeedbackMessage shown(String visitor, String list, long time) {
    return FeedbackMessage.of(
        new Reaction("shop", visitor, list, "a", 0, Reaction.Kind.SHOWN, time));
  }

  private static FeedbackMessage bought(String visitor, long time) {
    return FeedbackMessage.of(
        new Reaction("shop", visitor, null, "a", -1, Reaction.Kind.BOUGHT, time));
  }

  /** Lists outside of the learning share count as they happen, over restores and rescaling. */
  @Test
  void listsOutsideTheLearningShareAreCountedAtOnceAndForgotten() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement(shown("v" + i, i % 2 == 0 ? null : "unknown", 10), 10);
      }
      harness.processElement(bought("nobody", 10), 10);
      assertThat(Harnesses.side(harness, FeedbackFunction.OUTCOMES)).hasSize(30);
      assertThat(Harnesses.side(harness, FeedbackFunction.MEASUREMENTS))
          .hasSize(30)
          .containsOnly(new Measurement("recommendation.click-through-rate", "shop", 0, 1));
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, FeedbackFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(Harnesses.keys(harness)).isEqualTo(30);
      for (int i = 0; i < 30; i++) {
        harness.processElement(bought("v" + i, 10 + WINDOW), 20);
        harness.processElement(bought("v" + i, 10 + WINDOW), 20);
      }
      assertThat(Harnesses.side(harness, FeedbackFunction.OUTCOMES))
          .hasSize(30)
          .allMatch(outcome -> outcome.bought() == 1);
      harness.processWatermark(new Watermark(10 + 2 * WINDOW));
      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    assertThat(run(true)).isEqualTo(run(false)).hasSizeGreaterThan(20);
  }

  private static List<String> run(boolean interrupted) throws Exception {
    List<String> emitted = new ArrayList<>();
    var harness = open(Part.NONE);
    for (int i = 0; i < 60; i++) {
      String visitor = "v" + i % 5;
      long time = i * 100L;
      harness.processElement(list(visitor, time), time);
      harness.processElement(
          reaction(visitor, time, "abc".substring(i % 3, i % 3 + 1), Reaction.Kind.SHOWN, time + 9),
          time);
      if (i % 2 == 0) {
        harness.processElement(
            reaction(visitor, time, "b", Reaction.Kind.CLICKED, time + 10), time);
      }
      harness.processWatermark(new Watermark(time));
      if (interrupted && i % 7 == 6) {
        OperatorSubtaskState snapshot = harness.snapshot(i, i);
        emitted.addAll(text(harness.extractOutputValues()));
        harness.close();
        harness = open(Part.of(snapshot));
      }
    }
    harness.processWatermark(new Watermark(Long.MAX_VALUE));
    emitted.addAll(text(harness.extractOutputValues()));
    assertThat(Harnesses.keys(harness)).isZero();
    harness.close();
    return emitted;
  }

  @Test
  void whatIsOpenSurvivesRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 40; i++) {
        harness.processElement(list("v" + i, 10), 10);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, FeedbackFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      for (int i = 0; i < 40; i++) {
        harness.processElement(reaction("v" + i, 10, "a", Reaction.Kind.CLICKED, 20), 20);
      }
      harness.processWatermark(new Watermark(20 + WINDOW));
      assertThat(harness.extractOutputValues()).hasSize(40);
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }
}
