package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.quality.DataQuality;
import io.rapport.core.quality.FieldSample;
import io.rapport.core.quality.Report;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DataQualityFunctionTest {

  private static final long INTERVAL = 100;
  private static final DataQuality.Settings SETTINGS =
      new DataQuality.Settings(INTERVAL, 50, 0.02, 1_000);

  private static FieldSample sample(String site, long time) {
    return new FieldSample("TICKET", site, time, 10, 1, 0, new long[] {time});
  }

  @Test
  void aTaskPassesOnOneSumOfAnInterval() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new DataTallyOperator(SETTINGS))) {
      harness.open();
      for (int time = 0; time < 150; time++) {
        harness.processElement(new StreamRecord<>(sample(time % 2 == 0 ? "a" : "b", time), time));
      }
      harness.processWatermark(98);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(99);
      assertThat(harness.extractOutputValues())
          .extracting(PartialQuality::key, PartialQuality::time)
          .containsExactly(tuple("a/TICKET", 0L), tuple("b/TICKET", 0L));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(4);
      harness.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(harness.extractOutputValues()).hasSize(4);
    }
  }

  @Test
  void anIntervalIsReportedOnceAlsoAfterARestore() throws Exception {
    List<PartialQuality> parts = parts();
    var harness = harness(null);
    harness.processElement(parts.get(0), 0);
    harness.processElement(parts.get(1), 0);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot);
    harness.processElement(parts.get(0), 0);
    harness.processWatermark(98);
    assertThat(harness.extractOutputValues()).isEmpty();
    harness.processWatermark(99);
    List<Report> reports = harness.extractOutputValues();
    assertThat(timeliness(reports))
        .extracting(report -> report.measurement().count())
        .containsExactlyInAnyOrder(100L, 50L);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    assertThat(harness.extractOutputValues()).hasSameSizeAs(reports);
    harness.close();
  }

  @Test
  void aLatePartIsReportedWithTheNextInterval() throws Exception {
    try (var harness = harness(null)) {
      harness.processWatermark(310);
      harness.processElement(parts().get(0), 0);
      harness.processWatermark(399);
      assertThat(timeliness(harness.extractOutputValues()))
          .extracting(Report::end)
          .containsExactly(400L);
    }
  }

  /** Flink restores no watermark, so that what is late is not known to be. */
  @Test
  void anIntervalThatWasReportedStaysClosedAfterARestore() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      harness.processElement(parts().get(0), 0);
      harness.processWatermark(150);
      assertThat(timeliness(harness.extractOutputValues()))
          .extracting(Report::end)
          .containsExactly(100L);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(snapshot)) {
      harness.processElement(parts().get(0), 0);
      harness.processWatermark(198);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(199);
      assertThat(timeliness(harness.extractOutputValues()))
          .extracting(Report::end)
          .containsExactly(200L);
    }
  }

  private static List<Report> timeliness(List<Report> reports) {
    return reports.stream()
        .filter(report -> report.measurement().metric().equals("data.timeliness"))
        .toList();
  }

  /** The sums that a task passes on of two sites in one interval. */
  private static List<PartialQuality> parts() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new DataTallyOperator(SETTINGS))) {
      harness.open();
      for (int time = 0; time < 100; time++) {
        harness.processElement(new StreamRecord<>(sample(time % 2 == 0 ? "a" : "b", time), time));
      }
      harness.processWatermark(99);
      return harness.extractOutputValues();
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, PartialQuality, Report> harness(
      OperatorSubtaskState snapshot) throws Exception {
    return Harnesses.keyed(
        new DataQualityFunction(SETTINGS), PartialQuality::key, Part.of(snapshot));
  }
}
