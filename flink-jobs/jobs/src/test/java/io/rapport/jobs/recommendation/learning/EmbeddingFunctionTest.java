package io.rapport.jobs.recommendation.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingLearner;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class EmbeddingFunctionTest {

  private static final EmbeddingSettings SETTINGS =
      EmbeddingSettings.DEFAULT.with(
          e -> e.dimensions(8).maxItems(20).negatives(10).publishSize(10).knownItems(100));

  private static KeyedOneInputStreamOperatorTestHarness<
          String, EmbeddingExample, EmbeddingPublication>
      open(Part part) throws Exception {
    return Harnesses.keyed(new EmbeddingFunction(SETTINGS), EmbeddingExample::site, part);
  }

  private static EmbeddingExample example(String site, int i) {
    return new EmbeddingExample(
        site, Events.NOON + i * 400L, new long[] {i * 7 % 31, i * 5 % 31, i * 3 % 31});
  }

  @Test
  void publishesAtMostOnceAnIntervalAndSoMany() throws Exception {
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 100; i++) {
        harness.processElement(example("shop", i), Events.NOON);
      }
      List<EmbeddingPublication> all = harness.extractOutputValues();
      assertThat(all).hasSizeBetween(20, 34).allMatch(p -> p.site().equals("shop"));
      for (int i = 1; i < all.size(); i++) {
        assertThat(all.get(i).time() - all.get(i - 1).time()).isGreaterThanOrEqualTo(1_000);
      }
      // Ten vectors of 24 bytes, and some ten items forgotten.
      assertThat(all).allMatch(p -> p.packed().length < 10 * 24 + 15 * 8);
    }
  }

  @Test
  void whatMovedLastIsPublishedByATimer() throws Exception {
    EmbeddingLearner learner = new EmbeddingLearner(SETTINGS);
    int examples = 0;
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      while (examples < 20 || learner.due() == Long.MAX_VALUE) {
        learner.learn(example("shop", examples));
        harness.processElement(example("shop", examples), Events.NOON);
        examples++;
      }
      assertThat(harness.numEventTimeTimers()).isPositive();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processWatermark(learner.due() - 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(learner.due());
      EmbeddingPublication first = learner.passed("shop", learner.due());
      assertThat(text(harness.extractOutputValues())).isEqualTo(text(List.of(first)));
      harness.processWatermark(Events.NOON + 3_600_000);
      while (learner.due() < Long.MAX_VALUE) {
        learner.passed("shop", learner.due());
      }
      assertThat(learner.waiting()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    assertThat(run(true)).isEqualTo(run(false)).hasSizeGreaterThan(20);
  }

  /** Visits of three sites; a restore after every seventh. */
  private static List<String> run(boolean interrupted) throws Exception {
    List<String> published = new ArrayList<>();
    var harness = open(Part.NONE);
    for (int i = 0; i < 100; i++) {
      harness.processElement(example("site" + i * i % 3, i), Events.NOON);
      if (interrupted && i % 7 == 6) {
        OperatorSubtaskState snapshot = harness.snapshot(i, i);
        published.addAll(text(harness.extractOutputValues()));
        harness.close();
        harness = open(Part.of(snapshot));
      }
    }
    published.addAll(text(harness.extractOutputValues()));
    harness.close();
    return published;
  }

  private static List<String> text(List<EmbeddingPublication> publications) {
    return publications.stream()
        .map(p -> p.site() + "@" + p.time() + ":" + Arrays.hashCode(p.packed()))
        .toList();
  }

  @Test
  void learnersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 90; i++) {
        harness.processElement(example("site" + i % 30, i), Events.NOON);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, EmbeddingFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(Harnesses.keys(harness)).isEqualTo(30);
    }
  }

  @Test
  void aCacheHoldsLearnersHoweverSmallTheOthersAre() {
    EmbeddingLearner learner = new EmbeddingLearner(SETTINGS);
    for (int i = 0; i < 1_000; i++) {
      learner.learn(example("shop", i));
    }
    CacheSettings cache =
        EmbeddingFunction.cache(
            SETTINGS, CacheSettings.DEFAULT.with(c -> c.bytes(0).unwrittenBytes(0)));
    assertThat(cache.unwrittenBytes())
        .isGreaterThan(16L * EmbeddingLearner.format(SETTINGS).pack(learner).length);
    assertThat(cache.bytes()).isEqualTo(cache.unwrittenBytes());
    CacheSettings roomy =
        CacheSettings.DEFAULT.with(c -> c.bytes(1L << 40).unwrittenBytes(1L << 40));
    assertThat(EmbeddingFunction.cache(SETTINGS, roomy)).isEqualTo(roomy);
  }
}
