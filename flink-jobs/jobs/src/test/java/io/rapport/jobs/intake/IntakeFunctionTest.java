package io.rapport.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.DeadLetter;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.Origin;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import io.rapport.connectors.kafka.wire.DecodeFailure.Reason;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.Outcome;
import io.rapport.jobs.frame.JobOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeFunctionTest {

  private static final long NOW = 1_700_000_000_000L;

  private IntakeFunction<CatalogueItem, CatalogueEntry> function;
  private OneInputStreamOperatorTestHarness<Decoded<CatalogueItem>, CatalogueEntry> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(1, 0, null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aGoodRecordPasses() throws Exception {
    send(0, item("i1"));
    assertThat(harness.extractOutputValues())
        .extracting(CatalogueEntry::itemId)
        .containsExactly("i1");
    assertThat(letters()).isNull();
    assertTotals(1, 0);
  }

  @Test
  void aRecordThatTheRulesSawIsSampled() throws Exception {
    send(0, item("i1"));
    send(1, item(" "));
    assertThat(harness.getSideOutput(IntakeFunction.SAMPLES))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.getValue().source()).isEqualTo("CATALOGUE");
              assertThat(sample.getValue().site()).isEqualTo("default");
              assertThat(sample.getValue().delayMillis()).isZero();
            });
  }

  @Test
  void whatCannotBeDecodedIsADeadLetterWithItsBytes() throws Exception {
    process(
        Decoded.failure(
            new Origin("rapport.catalogue", 2, 7, NOW),
            bytes("default/i1"),
            bytes("{json}"),
            Map.of("h", bytes("1")),
            new DecodeFailure(Reason.NOT_WIRE_FORMAT, "the first byte is not 0")));
    assertThat(harness.extractOutputValues()).isEmpty();
    DeadLetter letter = letters().element().getValue();
    assertThat(letter.getStage()).isEqualTo("decode");
    assertThat(letter.getReason()).isEqualTo("not-wire-format");
    assertThat(letter.getOrigin()).isEqualTo("rapport.catalogue-2-7");
    assertThat(StandardCharsets.UTF_8.decode(letter.getPayload()).toString()).isEqualTo("{json}");
    assertTotals(1, 1);
  }

  @Test
  void whatCannotBeRepairedIsADeadLetterWithTheReason() throws Exception {
    send(3, item(" "));
    DeadLetter letter = letters().element().getValue();
    assertThat(letter.getStage()).isEqualTo("clean");
    assertThat(letter.getReason()).isEqualTo("missing-field");
    assertThat(letter.getDetail()).startsWith("itemId is missing, blank");
  }

  @Test
  void aTombstoneTakesTheItemOutOfTheCatalogue() throws Exception {
    tombstone("shop/i9");
    CatalogueEntry removed = harness.extractOutputValues().get(0);
    assertThat(removed.itemKey()).isEqualTo("shop/i9");
    assertThat(removed.available()).isFalse();
    assertThat(removed.eventTime()).isEqualTo(NOW);
  }

  @Test
  void aTombstoneOfNothingIsADeadLetter() throws Exception {
    tombstone("i9");
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(letters()).hasSize(1);
  }

  @Test
  void theAccountingSurvivesARestart() throws Exception {
    send(0, item("i1"));
    send(1, item(" "));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(1, 0, snapshot);
    send(2, item("i2"));
    assertTotals(3, 1);
  }

  @Test
  void theAccountingSurvivesAChangeOfParallelism() throws Exception {
    for (int offset = 0; offset < 5; offset++) {
      send(offset, item(offset % 2 == 0 ? "i1" : " "));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    long in = 0;
    long dead = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState mine =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, JobOptions.MAX_PARALLELISM, 1, 2, subtask);
      try (var half = harness(2, subtask, mine)) {
        in += function.accounting().totalIn(Feed.CATALOGUE);
        dead += function.accounting().total(Feed.CATALOGUE, Outcome.DEAD_LETTERED);
      }
    }
    assertThat(in).isEqualTo(5);
    assertThat(dead).isEqualTo(2);
  }

  private OneInputStreamOperatorTestHarness<Decoded<CatalogueItem>, CatalogueEntry> harness(
      int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    function =
        new IntakeFunction<CatalogueItem, CatalogueEntry>(
                Feed.CATALOGUE,
                CatalogueMapping::toDomain,
                CatalogueMapping::removed,
                CleaningSettings.DEFAULT,
                CleaningRules.shipped())
            .sampled(true);
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(function), JobOptions.MAX_PARALLELISM, parallelism, subtask);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private void assertTotals(long in, long deadLettered) {
    assertThat(function.accounting().totalIn(Feed.CATALOGUE)).isEqualTo(in);
    assertThat(function.accounting().total(Feed.CATALOGUE, Outcome.DEAD_LETTERED))
        .isEqualTo(deadLettered);
  }

  private Queue<StreamRecord<DeadLetter>> letters() {
    return harness.getSideOutput(IntakeFunction.DEAD_LETTERS);
  }

  private void send(long offset, CatalogueItem item) throws Exception {
    process(
        Decoded.value(
            new Origin("rapport.catalogue", 0, offset, NOW),
            bytes("default/" + item.getItemId()),
            bytes("raw"),
            Map.of(),
            item));
  }

  private void tombstone(String key) throws Exception {
    process(
        Decoded.failure(
            new Origin("rapport.catalogue", 0, 5, NOW),
            bytes(key),
            null,
            Map.of(),
            new DecodeFailure(Reason.TOMBSTONE, "the value is null")));
  }

  private void process(Decoded<CatalogueItem> record) throws Exception {
    harness.processElement(record, NOW);
  }

  private static CatalogueItem item(String id) {
    return CatalogueItem.newBuilder()
        .setEventId("e-" + id)
        .setEventTime(Instant.ofEpochMilli(NOW))
        .setItemId(id)
        .setTitle("A thing")
        .build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
