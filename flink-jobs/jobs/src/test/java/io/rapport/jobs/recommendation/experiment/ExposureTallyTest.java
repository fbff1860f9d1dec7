package io.rapport.jobs.recommendation.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureSum;
import io.rapport.core.recommendation.feedback.ExposureTotals;
import io.rapport.core.recommendation.settings.ExposureSettings;
import java.util.Collections;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ExposureTallyTest {

  private static final long INTERVAL = 10_000;
  private static final ExposureSettings SETTINGS = ExposureSettings.DEFAULT;

  private static OneInputStreamOperatorTestHarness<ExposedList, ExposureSum> open()
      throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new ExposureTally(SETTINGS, INTERVAL));
    harness.open();
    return harness;
  }

  private static ExposedList list(String site, long... items) {
    return new ExposedList(
        site,
        10,
        items,
        new int[items.length],
        new double[items.length],
        Collections.nCopies(items.length, "lamps"),
        Collections.nCopies(items.length, ""));
  }

  private static List<StreamRecord<? extends ExposureSum>> sums(
      OneInputStreamOperatorTestHarness<ExposedList, ExposureSum> harness) {
    return List.copyOf(harness.getRecordOutput());
  }

  @Test
  void anIntervalIsPassedOnWhenItIsOverBySiteAndWithTheTimeOfItsStart() throws Exception {
    try (var harness = open()) {
      harness.processElement(list("a", 1, 2), 1_000);
      harness.processElement(list("a", 2, 3), 9_999);
      harness.processElement(list("b", 7), 5_000);
      harness.processElement(list("a", 4), 10_000);
      harness.processWatermark(9_998);
      assertThat(sums(harness)).isEmpty();
      harness.processWatermark(9_999);
      assertThat(sums(harness))
          .extracting(sum -> sum.getValue().site(), StreamRecord::getTimestamp)
          .containsExactly(tuple("a", 0L), tuple("b", 0L));
      ExposureTotals first =
          ExposureTotals.format(SETTINGS).unpack(sums(harness).get(0).getValue().packed());
      assertThat(first.distinct()).isEqualTo(3);
      assertThat(first.coverage()).isCloseTo(0.3, within(1e-9));
    }
  }

  @Test
  void aBarrierFindsNothingLeftAndWhatFollowsIsOfTheSameInterval() throws Exception {
    try (var harness = open()) {
      harness.processElement(list("a", 1), 1_000);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(sums(harness)).hasSize(1);
      harness.snapshot(1, 1);
      harness.processElement(list("a", 2), 2_000);
      harness.processWatermark(9_999);
      assertThat(sums(harness)).hasSize(2).allMatch(sum -> sum.getTimestamp() == 0);
      ExposureSum both =
          sums(harness).get(0).getValue().plus(sums(harness).get(1).getValue(), SETTINGS);
      assertThat(ExposureTotals.format(SETTINGS).unpack(both.packed()).distinct()).isEqualTo(2);
    }
  }

  @Test
  void aListThatComesLateCountsInTheIntervalThatIsOpen() throws Exception {
    try (var harness = open()) {
      harness.processWatermark(10_000);
      harness.processElement(list("a", 1), 1_000);
      harness.processWatermark(19_999);
      assertThat(sums(harness)).hasSize(1).allMatch(sum -> sum.getTimestamp() == 10_000);
    }
  }

  @Test
  void moreSitesThanThereIsRoomForArePassedOnEarlyAndNoneIsLost() throws Exception {
    try (var harness = open()) {
      for (int site = 0; site <= ExposureTally.CAPACITY; site++) {
        harness.processElement(list("s" + site, 1), 1_000);
      }
      assertThat(sums(harness)).hasSize(ExposureTally.CAPACITY + 1);
      harness.processElement(list("s0", 2), 1_000);
      harness.endInput();
      harness.getOperator().finish();
      assertThat(sums(harness)).hasSize(ExposureTally.CAPACITY + 2);
    }
  }
}
