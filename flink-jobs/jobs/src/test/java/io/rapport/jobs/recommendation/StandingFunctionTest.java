package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.CustomerStanding;
import io.rapport.core.recommendation.SegmentChange;
import io.rapport.core.recommendation.Standing;
import io.rapport.core.recommendation.StandingChange;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class StandingFunctionTest {

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, CustomerStanding, SegmentChange, StandingChange>
      open(OperatorSubtaskState snapshot, int before, int parallelism, int index) throws Exception {
    return Harnesses.open(
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(new StandingFunction()),
            standing -> standing.site() + "/" + standing.customerId(),
            SegmentChange::customerKey,
            Types.STRING,
            Harnesses.KEY_GROUPS,
            parallelism,
            index),
        snapshot,
        before,
        parallelism,
        index);
  }

  private static CustomerStanding profile(String customer, Standing standing, String... visitors) {
    return new CustomerStanding("shop", customer, 1, standing, List.of(visitors));
  }

  private static StandingChange change(String visitor, Standing standing, String segment) {
    return new StandingChange("shop", visitor, "c", standing, segment);
  }

  @Test
  void visitorsAreToldOnceAndTheNewOnesToo() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(null, 1, 1, 0)) {
      harness.processElement1(profile("c", Standing.USUAL, "v", "c"), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement2(new SegmentChange("shop", "c", "3"), 2);
      harness.processElement2(new SegmentChange("shop", "c", "3"), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(change("v", Standing.USUAL, "3"), change("c", Standing.USUAL, "3"));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(snapshot, 1, 1, 0)) {
      harness.processElement1(profile("c", Standing.USUAL, "w", "c"), 3);
      harness.processElement1(profile("c", Standing.COMPLAINING, "c"), 4);
      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              change("w", Standing.USUAL, "3"),
              change("v", Standing.COMPLAINING, "3"),
              change("w", Standing.COMPLAINING, "3"),
              change("c", Standing.COMPLAINING, "3"));
    }
  }

  @Test
  void theEndOfProfileAndSegmentIsTheStates() throws Exception {
    try (var harness = open(null, 1, 1, 0)) {
      harness.processElement2(new SegmentChange("shop", "c", "3"), 1);
      harness.processElement1(profile("c", Standing.USUAL, "v"), 1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processElement1(profile("c", Standing.USUAL), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(change("v", Standing.USUAL, "3"), change("v", Standing.USUAL, null));
      harness.processElement2(new SegmentChange("shop", "c", null), 3);
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void customersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(null, 1, 1, 0)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(profile("c" + i, Standing.USUAL, "v" + i), 1);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, StandingFunctionTest::open);
    try (var harness = open(both, 2, 1, 0)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement2(new SegmentChange("shop", "c" + i, "1"), 2);
      }
      assertThat(harness.extractOutputValues())
          .hasSize(30)
          .allMatch(told -> told.visitor().equals("v" + told.customerId().substring(1)));
    }
  }
}
