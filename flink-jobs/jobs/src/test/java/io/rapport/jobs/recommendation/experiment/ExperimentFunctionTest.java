package io.rapport.jobs.recommendation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.rules.VariantOutcome;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ExperimentFunctionTest {

  private static final long INTERVAL = 10_000;
  private static final long EXPIRY = 100_000;

  private static KeyedOneInputStreamOperatorTestHarness<String, VariantOutcome, Report> open(
      Part part) throws Exception {
    return Harnesses.keyed(
        new KeyedProcessOperator<>(new ExperimentFunction(INTERVAL, EXPIRY)),
        VariantOutcome::experimentKey,
        part);
  }

  private static VariantOutcome outcome(String experiment, String variant, int shown, int clicked) {
    return new VariantOutcome(
        "shop", experiment, variant, variant.equals("old"), shown, clicked, 0);
  }

  private static Report rate(List<Report> reports, String variant) {
    return reports.stream()
        .filter(report -> report.measurement().metric().equals("experiment.click-through-rate"))
        .filter(report -> report.dimensions().get("variant").equals(variant))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  @Test
  void anIntervalWithOutcomesEndsWithTheTotalsSoFarAndOneWithoutSaysNothing() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement(outcome("e", "old", 10, 1), 1_000);
      harness.processElement(outcome("e", "new", 10, 4), 2_000);
      harness.processWatermark(9_999);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(10_000);
      List<Report> first = harness.extractOutputValues();
      assertThat(rate(first, "old").measurement().count()).isEqualTo(10);
      assertThat(rate(first, "new").measurement().sum()).isEqualTo(4);
      harness.processWatermark(30_000);
      assertThat(harness.extractOutputValues()).hasSameSizeAs(first);
      harness.processElement(outcome("e", "new", 10, 0), 31_000);
      harness.processWatermark(40_000);
      assertThat(rate(harness.extractOutputValues(), "new").measurement().count()).isEqualTo(20);
      assertThat(rate(harness.extractOutputValues(), "new").end()).isEqualTo(40_000);
    }
  }

  /** Outcomes have their clicks' times, and the watermark is seconds behind. */
  @Test
  void outcomesAheadOfTheWatermarkPutNoReportOff() throws Exception {
    try (var harness = open(Part.NONE)) {
      for (int second = 1; second < 60; second++) {
        harness.processElement(outcome("e", "old", 1, 0), second * 1_000L);
        harness.processWatermark(second * 1_000L - 5_000);
      }
      assertThat(harness.extractOutputValues())
          .filteredOn(
              report -> report.measurement().metric().equals("experiment.click-through-rate"))
          .extracting(Report::end)
          .containsExactly(10_000L, 20_000L, 30_000L, 40_000L, 50_000L);
      harness.processWatermark(60_000);
      assertThat(rate(harness.extractOutputValues(), "old").end()).isEqualTo(60_000);
      assertThat(rate(harness.extractOutputValues(), "old").measurement().count()).isEqualTo(59);
    }
  }

  @Test
  void anExperimentLeavesOneTimerHoweverLongItRunsAndNothingWhenItIsOver() throws Exception {
    try (var harness = open(Part.NONE)) {
      for (int interval = 0; interval < 50; interval++) {
        harness.processElement(outcome("e", "old", 1, 0), interval * INTERVAL + 1);
        harness.processWatermark((interval + 1) * INTERVAL);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
      }
      harness.processWatermark(49 * INTERVAL + EXPIRY);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processWatermark(49 * INTERVAL + EXPIRY + 2 * INTERVAL);
      assertThat(harness.numKeyedStateEntries()).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  /** Flink restores no watermark: an outcome is then in the interval of its own time. */
  @Test
  void anOldOutcomeAfterARestoreIsReportedThoughANewerOneHasBeen() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement(outcome("e", "old", 10, 1), 25_000);
      harness.processWatermark(30_000);
      assertThat(rate(harness.extractOutputValues(), "old").end()).isEqualTo(30_000);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement(outcome("e", "old", 5, 1), 12_000);
      harness.processWatermark(40_000);
      assertThat(rate(harness.extractOutputValues(), "old").measurement().count()).isEqualTo(15);
      int reports = harness.extractOutputValues().size();
      harness.processWatermark(60_000);
      assertThat(harness.extractOutputValues()).hasSize(reports);
    }
  }

  @Test
  void inTheJobAnOldOutcomeAfterARestoreCountsInTheNextInterval() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = cached(Part.NONE)) {
      harness.processElement(outcome("e", "old", 10, 1), 25_000);
      harness.processWatermark(30_000);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = cached(Part.of(snapshot))) {
      harness.processElement(outcome("e", "old", 5, 1), 12_000);
      harness.processWatermark(39_999);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(40_000);
      assertThat(rate(harness.extractOutputValues(), "old").end()).isEqualTo(40_000);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, VariantOutcome, Report> cached(
      Part part) throws Exception {
    return Harnesses.keyed(
        new ExperimentFunction(INTERVAL, EXPIRY), VariantOutcome::experimentKey, part);
  }

  @Test
  void totalsSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement(outcome("e" + i, "old", 10, 1), 1_000);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, ExperimentFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      for (int i = 0; i < 30; i++) {
        harness.processElement(outcome("e" + i, "old", 5, 1), 2_000);
      }
      harness.processWatermark(INTERVAL);
      List<Report> rates =
          harness.extractOutputValues().stream()
              .filter(r -> r.measurement().metric().equals("experiment.click-through-rate"))
              .toList();
      assertThat(rates).hasSize(30).allMatch(report -> report.measurement().count() == 15);
    }
  }
}
