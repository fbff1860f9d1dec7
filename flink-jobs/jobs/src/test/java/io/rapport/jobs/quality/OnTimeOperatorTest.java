package io.rapport.jobs.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class OnTimeOperatorTest {

  @Test
  void whatIsLateComesRightAfterTheWatermark() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(new OnTimeOperator<String>())) {
      harness.open();
      harness.processElement("before any watermark", 5);
      harness.processWatermark(new Watermark(39));
      harness.processElement("late", 39);
      harness.processElement("in time", 40);
      harness.processElement("later", 70);
      assertThat(List.copyOf(harness.getOutput()))
          .containsExactly(
              new StreamRecord<>("before any watermark", 5),
              new Watermark(39),
              new StreamRecord<>("late", 40),
              new StreamRecord<>("in time", 40),
              new StreamRecord<>("later", 70));
    }
  }

  /** Otherwise the window would report an interval once more, of the late sum alone. */
  @Test
  void whatIsLateIsSoAfterARestoreToo() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = new OneInputStreamOperatorTestHarness<>(new OnTimeOperator<String>())) {
      harness.open();
      harness.processWatermark(new Watermark(39));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = new OneInputStreamOperatorTestHarness<>(new OnTimeOperator<String>())) {
      harness.initializeState(snapshot);
      harness.open();
      harness.processElement("late", 39);
      harness.processElement("in time", 40);
      assertThat(List.copyOf(harness.getOutput()))
          .containsExactly(new StreamRecord<>("late", 40), new StreamRecord<>("in time", 40));
    }
  }
}
