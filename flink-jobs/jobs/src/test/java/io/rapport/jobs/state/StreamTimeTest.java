package io.rapport.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

/** The time of the stream in the three operators, of which each function tells it. */
class StreamTimeTest {

  private static final StateNote NOTE = StateNote.per("key", "nothing", "nothing").unlimited();

  private static final class One extends StatefulFunction<String, Long> {

    private transient StreamTime stream;

    One() {
      super("test");
    }

    @Override
    public StateNote note() {
      return NOTE;
    }

    @Override
    protected void open(KeyedStates states) {
      stream = states.time();
    }

    @Override
    public void processElement(
        String element,
        KeyedProcessFunction<String, String, Long>.Context context,
        Collector<Long> out) {
      out.collect(stream.now(context.timerService()));
    }
  }

  private static final class Two extends StatefulCoFunction<String, String, Long> {

    private transient StreamTime stream;

    Two() {
      super("test");
    }

    @Override
    public StateNote note() {
      return NOTE;
    }

    @Override
    protected void open(KeyedStates states) {
      stream = states.time();
    }

    @Override
    public void processElement1(
        String element,
        KeyedCoProcessFunction<String, String, String, Long>.Context context,
        Collector<Long> out) {
      out.collect(stream.now(context.timerService()));
    }

    @Override
    public void processElement2(
        String element,
        KeyedCoProcessFunction<String, String, String, Long>.Context context,
        Collector<Long> out) {
      out.collect(stream.now(context.timerService()));
    }
  }

  private static final class Broadcast extends StatefulBroadcastFunction<String, String, Long> {

    private transient StreamTime stream;

    Broadcast() {
      super("test");
    }

    @Override
    public StateNote note() {
      return NOTE;
    }

    @Override
    protected void open(KeyedStates states) {
      stream = states.time();
    }

    @Override
    public void processElement(String element, ReadOnlyContext context, Collector<Long> out) {
      out.collect(stream.now(context.timerService()));
    }

    @Override
    public void processBroadcastElement(
        String element,
        KeyedBroadcastProcessFunction<String, String, String, Long>.Context context,
        Collector<Long> out) {
      // Only the keyed input tells the time.
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, Long> one(Part part)
      throws Exception {
    return Harnesses.keyed(new One(), element -> element, part);
  }

  private static OperatorSubtaskState at(long... watermarks) throws Exception {
    try (var harness = one(Part.NONE)) {
      for (long watermark : watermarks) {
        harness.processWatermark(watermark);
      }
      return harness.snapshot(1, 1);
    }
  }

  @Test
  void aRestoreDoesNotSetTheTimeBack() throws Exception {
    try (var harness = one(Part.of(at(500, 1_000)))) {
      harness.processElement("a", 3);
      harness.processWatermark(900); // of an input that is behind
      harness.processElement("a", 3);
      harness.processWatermark(2_000);
      harness.processElement("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(1_000L, 1_000L, 2_000L);
    }
  }

  @Test
  void beforeTheFirstWatermarkOfAllThereIsNoTime() throws Exception {
    try (var harness = one(Part.of(at()))) {
      harness.processElement("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(Long.MIN_VALUE);
    }
  }

  @Test
  void theEndOfAllInputIsNoTime() throws Exception {
    try (var harness = one(Part.of(at(1_000, Long.MAX_VALUE)))) {
      harness.processElement("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(1_000L);
    }
  }

  @Test
  void theLatestTimeOfAllSubtasksCounts() throws Exception {
    OperatorSubtaskState both;
    try (var left = one(new Part(null, 1, 2, 0));
        var right = one(new Part(null, 1, 2, 1))) {
      left.processWatermark(2_000);
      right.processWatermark(1_000);
      both =
          AbstractStreamOperatorTestHarness.repackageState(
              left.snapshot(1, 1), right.snapshot(1, 1));
    }
    try (var harness = one(Part.joined(both))) {
      harness.processElement("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(2_000L);
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = one(Part.half(at(1_000), subtask))) {
        String own =
            Stream.iterate("a", key -> key + "a")
                .filter(key -> Harnesses.owns(harness, key))
                .findFirst()
                .orElseThrow();
        harness.processElement(own, 3);
        assertThat(harness.extractOutputValues()).containsExactly(1_000L);
      }
    }
  }

  @Test
  void theTimeOfTwoInputsIsRestored() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = Harnesses.keyed(new Two(), e -> e, e -> e, Part.NONE)) {
      harness.processWatermark1(new Watermark(2_000));
      harness.processWatermark2(new Watermark(1_000));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = Harnesses.keyed(new Two(), e -> e, e -> e, Part.of(snapshot))) {
      harness.processElement1("a", 3);
      harness.processElement2("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(1_000L, 1_000L);
    }
  }

  @Test
  void theTimeBesideABroadcastInputIsRestored() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = Harnesses.keyed(new Broadcast(), e -> e, List.of(), Part.NONE)) {
      harness.processWatermark(new Watermark(1_000));
      harness.processBroadcastWatermark(new Watermark(2_000));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = Harnesses.keyed(new Broadcast(), e -> e, List.of(), Part.of(snapshot))) {
      harness.processElement("a", 3);
      assertThat(harness.extractOutputValues()).containsExactly(1_000L);
    }
  }
}
