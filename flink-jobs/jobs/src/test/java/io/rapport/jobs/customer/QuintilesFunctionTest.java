package io.rapport.jobs.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.customer.rfm.RfmPoint;
import io.rapport.core.hash.Hash64;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuintilesFunctionTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;

  private KeyedOneInputStreamOperatorTestHarness<String, RfmPoint, Quintiles> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void theFirstCustomerMakesTheFirstQuintilesAndOthersWaitForTheInterval() throws Exception {
    for (int i = 1; i <= 5; i++) {
      send(i, i, i);
    }
    assertThat(harness.extractOutputValues()).hasSize(1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot);
    harness.processWatermark(1 + SETTINGS.rfmInterval());
    assertThat(harness.extractOutputValues())
        .containsExactly(
            new Quintiles(
                "shop",
                5,
                5,
                List.of(1L, 2L, 3L, 4L),
                List.of(1L, 2L, 3L, 4L),
                List.of(10L, 20L, 30L, 40L)));
    harness.processWatermark(10 * SETTINGS.rfmInterval());
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void samplesAndPendingQuintilesSurviveAChangeOfParallelism() throws Exception {
    for (int i = 0; i < 12; i++) {
      send("shop" + i, 1, 1, 1);
      send("shop" + i, 2, 2, 2);
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int sites = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half =
          Harnesses.keyed(
              new QuintilesFunction(SETTINGS), RfmPoint::site, Part.half(snapshot, subtask))) {
        half.processWatermark(1 + SETTINGS.rfmInterval());
        assertThat(half.extractOutputValues()).extracting(Quintiles::customers).containsOnly(2);
        sites += half.extractOutputValues().size();
      }
    }
    assertThat(sites).isEqualTo(12);
  }

  @Test
  void nothingIsLeftWhenAllCustomersAreGone() throws Exception {
    send(1, 1, 1);
    send(2, 1, 1);
    send(1, 2, 0);
    send(2, 2, 0);
    harness.processWatermark(10 * SETTINGS.rfmInterval());
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void send(int customer, long time, long orders) throws Exception {
    send("shop", customer, time, orders);
  }

  private void send(String site, int customer, long time, long orders) throws Exception {
    harness.processElement(
        new RfmPoint(site, Hash64.of("c" + customer), time, time, orders, 10 * orders), time);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, RfmPoint, Quintiles> harness(
      OperatorSubtaskState state) throws Exception {
    return Harnesses.keyed(new QuintilesFunction(SETTINGS), RfmPoint::site, Part.of(state));
  }
}
