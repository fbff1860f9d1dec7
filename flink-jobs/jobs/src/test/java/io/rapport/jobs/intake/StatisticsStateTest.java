package io.rapport.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.Origin;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.jobs.frame.JobOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Statistics of cleaning across a restart and changes of parallelism. */
class StatisticsStateTest {

  private static final long NOW = 1_700_000_000_000L;

  private final List<OneInputStreamOperatorTestHarness<?, ?>> open = new ArrayList<>();
  private long events;

  @AfterEach
  void close() throws Exception {
    for (var harness : open) {
      harness.close();
    }
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    var before = harness(1, 0, null);
    assertThat(order(before, "i1", null)).isEqualTo("price-missing:marked:unitPrice");
    teach(before, "i1", "2.50", 12);
    var after = harness(1, 0, before.snapshot(1, 1));
    assertThat(order(after, "i1", null)).isEqualTo("price-of-item:imputed:unitPrice=2.5");
    assertThat(order(after, "i1", "25")).isEqualTo("price-outlier:marked:unitPrice");
  }

  @Test
  void aSubtaskGoesOnWithItsOwn() throws Exception {
    OperatorSubtaskState both = bothTaught();
    assertThat(order(harness(2, 0, both, 2), "i1", null)).contains("imputed:unitPrice=2.5");
    assertThat(order(harness(2, 1, both, 2), "i1", null)).contains("marked");
    assertThat(order(harness(2, 1, both, 2), "i2", null)).contains("imputed:unitPrice=7");
  }

  @Test
  void oneSubtaskKnowsWhatTwoLearned() throws Exception {
    var one = harness(1, 0, bothTaught(), 2);
    assertThat(order(one, "i1", null)).contains("imputed:unitPrice=2.5");
    assertThat(order(one, "i2", null)).contains("imputed:unitPrice=7");
  }

  @Test
  void aNewSubtaskBeginsWithACopy() throws Exception {
    var one = harness(1, 0, null);
    teach(one, "i1", "2.50", 6);
    OperatorSubtaskState snapshot = one.snapshot(1, 1);
    for (int subtask = 0; subtask < 3; subtask++) {
      assertThat(order(harness(3, subtask, snapshot, 1), "i1", null)).contains("imputed");
    }
  }

  @Test
  void rescalingThereAndBackChangesNoAnswer() throws Exception {
    OperatorSubtaskState three =
        AbstractStreamOperatorTestHarness.repackageState(
            harness(3, 0, bothTaught(), 2).snapshot(2, 2),
            harness(3, 1, bothTaught(), 2).snapshot(2, 2),
            harness(3, 2, bothTaught(), 2).snapshot(2, 2));
    var one = harness(1, 0, three, 3);
    assertThat(order(one, "i1", null)).contains("imputed:unitPrice=2.5");
    assertThat(order(one, "i2", null)).contains("imputed:unitPrice=7");
    assertThat(order(one, "i1", "25")).isEqualTo("price-outlier:marked:unitPrice");
    assertThat(order(one, "i2", "8")).isEmpty();
  }

  /** Of two subtasks one learned the price of i1, the other that of i2. */
  private OperatorSubtaskState bothTaught() throws Exception {
    var left = harness(2, 0, null);
    var right = harness(2, 1, null);
    teach(left, "i1", "2.50", 6);
    teach(right, "i2", "7", 6);
    return AbstractStreamOperatorTestHarness.repackageState(
        left.snapshot(1, 1), right.snapshot(1, 1));
  }

  private void teach(
      OneInputStreamOperatorTestHarness<Decoded<Purchase>, PurchaseEvent> harness,
      String item,
      String price,
      int times)
      throws Exception {
    for (int i = 0; i < times; i++) {
      assertThat(order(harness, item, price)).isEmpty();
    }
  }

  /** Sends an order of an item, and returns the changes on the event that comes out. */
  private String order(
      OneInputStreamOperatorTestHarness<Decoded<Purchase>, PurchaseEvent> harness,
      String item,
      String price)
      throws Exception {
    Purchase purchase =
        Purchase.newBuilder()
            .setEventId("e" + events++)
            .setEventTime(Instant.ofEpochMilli(NOW))
            .setOrderId("o" + events)
            .setKind(PurchaseKind.ORDER)
            .setCustomerId("c1")
            .setLines(
                List.of(
                    new PurchaseLine(
                        item,
                        1,
                        price == null ? null : new BigDecimal(price).setScale(4),
                        null,
                        null,
                        null)))
            .build();
    harness.processElement(
        Decoded.value(
            new Origin("rapport.purchases", 0, events, NOW),
            "default/c1".getBytes(StandardCharsets.UTF_8),
            new byte[0],
            Map.of(),
            purchase),
        NOW);
    List<PurchaseEvent> out = harness.extractOutputValues();
    return out.get(out.size() - 1).repairs();
  }

  private OneInputStreamOperatorTestHarness<Decoded<Purchase>, PurchaseEvent> harness(
      int parallelism, int subtask, OperatorSubtaskState all, int before) throws Exception {
    return harness(
        parallelism,
        subtask,
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            all, JobOptions.MAX_PARALLELISM, before, parallelism, subtask));
  }

  private OneInputStreamOperatorTestHarness<Decoded<Purchase>, PurchaseEvent> harness(
      int parallelism, int subtask, OperatorSubtaskState mine) throws Exception {
    var function =
        new IntakeFunction<Purchase, PurchaseEvent>(
            Feed.PURCHASES,
            PurchaseMapping::toDomain,
            null,
            CleaningSettings.DEFAULT,
            CleaningRules.shipped());
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(function), JobOptions.MAX_PARALLELISM, parallelism, subtask);
    open.add(harness);
    harness.setup();
    if (mine != null) {
      harness.initializeState(mine);
    }
    harness.open();
    return harness;
  }
}
