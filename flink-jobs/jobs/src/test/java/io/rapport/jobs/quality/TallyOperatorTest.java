package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.quality.Measurement;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TallyOperatorTest {

  private static final long INTERVAL = 10;

  private static OneInputStreamOperatorTestHarness<Measurement, Measurement> open()
      throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new TallyOperator(INTERVAL));
    harness.open();
    return harness;
  }

  private static StreamRecord<Measurement> hit(String site, boolean hit, long time) {
    return new StreamRecord<>(Measurement.of("hits", site, hit), time);
  }

  @Test
  void passesOneSumOfAMetricAndIntervalOnWithTheWatermark() throws Exception {
    try (var harness = open()) {
      harness.processElement(hit("a", true, 11));
      harness.processElement(hit("a", false, 19));
      harness.processElement(hit("a", true, 20));
      harness.processElement(hit("b", true, 12));
      assertThat(harness.getOutput()).isEmpty();
      harness.processWatermark(new Watermark(12));
      assertThat(harness.getOutput())
          .containsExactly(
              new StreamRecord<>(new Measurement("hits", "a", 1, 2), 10),
              new StreamRecord<>(new Measurement("hits", "a", 1, 1), 20),
              new StreamRecord<>(new Measurement("hits", "b", 1, 1), 10),
              new Watermark(12));
    }
  }

  @Test
  void countsWhatIsLateInTheIntervalStillOpen() throws Exception {
    try (var harness = open()) {
      harness.processWatermark(new Watermark(39));
      harness.processElement(hit("a", true, 5));
      harness.processWatermark(new Watermark(40));
      assertThat(harness.getOutput())
          .contains(new StreamRecord<>(new Measurement("hits", "a", 1, 1), 40));
    }
  }

  @Test
  void keepsNothingBackFromASnapshot() throws Exception {
    try (var harness = open()) {
      harness.processElement(hit("a", true, 11));
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).containsExactly(new Measurement("hits", "a", 1, 1));
      harness.prepareSnapshotPreBarrier(2);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void holdsABoundedNumberOfSums() throws Exception {
    try (var harness = open()) {
      for (int i = 0; i < TallyOperator.CAPACITY; i++) {
        harness.processElement(hit("site" + i, true, 11));
      }
      assertThat(harness.extractOutputValues()).hasSize(TallyOperator.CAPACITY);
    }
  }
}
