package io.rapport.jobs.recommendation.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.state.PublicationPace;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import io.rapport.jobs.testing.Shop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BlendTrainerFunctionTest {

  private static final BlendSettings SETTINGS =
      BlendSettings.DEFAULT.with(
          b ->
              b.units(4)
                  .maxCandidates(50)
                  .exampleShare(1)
                  .minExamples(5)
                  .publication(
                      PublicationPace.DEFAULT.with(
                          p -> p.intervalMillis(1_000).share(0.5).patienceMillis(5_000))));

  private static KeyedOneInputStreamOperatorTestHarness<String, BlendExample, BlendPublication>
      open(Part part) throws Exception {
    return Harnesses.keyed(
        new KeyedProcessOperator<>(new BlendTrainerFunction(SETTINGS)), BlendExample::site, part);
  }

  private static BlendExample example(String site, int i, long time) {
    BlendExample made = Shop.example(i);
    return new BlendExample(site, time, made.clicked(), made.features());
  }

  private static List<String> text(List<BlendPublication> publications) {
    return publications.stream()
        .map(p -> p.site() + p.version() + "@" + p.eventTime() + ":" + Arrays.hashCode(p.payload()))
        .toList();
  }

  @Test
  void publishesOnceReadyAndWhatIsLeftWhenTimePasses() throws Exception {
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 5; i++) {
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processElement(example("shop", i, Events.NOON + i), Events.NOON + i);
      }
      assertThat(harness.extractOutputValues())
          .extracting(BlendPublication::version)
          .containsExactly(1L);
      harness.processElement(example("shop", 5, Events.NOON + 100), Events.NOON + 100);
      harness.processWatermark(new Watermark(Events.NOON + 4 + 4_999));
      assertThat(harness.extractOutputValues()).hasSize(1);
      harness.processWatermark(new Watermark(Events.NOON + 4 + 5_000));
      assertThat(harness.extractOutputValues())
          .extracting(BlendPublication::eventTime)
          .containsExactly(Events.NOON + 4, Events.NOON + 100);
      BlendPublication last = harness.extractOutputValues().get(1);
      assertThat(BlendModel.format().unpack(last.payload()).version()).isEqualTo(2);
      harness.processWatermark(new Watermark(Events.NOON + 1_000_000));
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
    assertThat(run(true)).isEqualTo(run(false)).hasSizeGreaterThan(10);
  }

  /** Examples of three sites; a restore after every seventh. */
  private static List<String> run(boolean interrupted) throws Exception {
    List<String> published = new ArrayList<>();
    var harness = open(Part.NONE);
    for (int i = 0; i < 60; i++) {
      harness.processElement(example("site" + i * i % 3, i, Events.NOON + i * 400L), Events.NOON);
      harness.processWatermark(new Watermark(Events.NOON + i * 400L));
      if (interrupted && i % 7 == 6) {
        OperatorSubtaskState snapshot = harness.snapshot(i, i);
        published.addAll(text(harness.extractOutputValues()));
        harness.close();
        harness = open(Part.of(snapshot));
      }
    }
    harness.processWatermark(new Watermark(Long.MAX_VALUE));
    published.addAll(text(harness.extractOutputValues()));
    harness.close();
    return published;
  }

  @Test
  void trainersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 120; i++) {
        harness.processElement(example("site" + i % 30, i, Events.NOON), Events.NOON);
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, BlendTrainerFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(harness.numKeyedStateEntries()).isEqualTo(30);
      // Each site's fifth example makes it ready.
      for (int i = 0; i < 30; i++) {
        harness.processElement(example("site" + i, i, Events.NOON), Events.NOON);
      }
      assertThat(harness.extractOutputValues()).hasSize(30);
    }
  }
}
