package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class StatusFunctionTest {

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, CustomerStatus, CustomerInput, VisitorInput>
      open(Part part) throws Exception {
    return Harnesses.keyed(
        new KeyedCoProcessOperator<>(new StatusFunction()),
        status -> status.site() + "/" + status.customerId(),
        CustomerInput::customerKey,
        part);
  }

  private static CustomerStatus profile(String customer, VisitorStatus status, String... visitors) {
    return new CustomerStatus("shop", customer, 1, status, List.of(visitors));
  }

  private static VisitorInput change(String visitor, VisitorStatus status, String segment) {
    return VisitorInput.of(new StatusChange("shop", visitor, "c", status, segment));
  }

  private static CustomerInput segment(String customer, String segment) {
    return CustomerInput.of(new SegmentChange("shop", customer, segment));
  }

  @Test
  void visitorsAreToldOnceAndTheNewOnesToo() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(profile("c", VisitorStatus.USUAL, "v", "c"), 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processElement2(segment("c", "3"), 2);
      harness.processElement2(segment("c", "3"), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              change("v", VisitorStatus.USUAL, "3"), change("c", VisitorStatus.USUAL, "3"));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(profile("c", VisitorStatus.USUAL, "w", "c"), 3);
      harness.processElement1(profile("c", VisitorStatus.COMPLAINING, "c"), 4);
      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              change("w", VisitorStatus.USUAL, "3"),
              change("v", VisitorStatus.COMPLAINING, "3"),
              change("w", VisitorStatus.COMPLAINING, "3"),
              change("c", VisitorStatus.COMPLAINING, "3"));
    }
  }

  @Test
  void theEndOfProfileAndSegmentIsTheStates() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement2(segment("c", "3"), 1);
      harness.processElement1(profile("c", VisitorStatus.USUAL, "v"), 1);
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      harness.processElement1(profile("c", VisitorStatus.USUAL), 2);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              change("v", VisitorStatus.USUAL, "3"), change("v", VisitorStatus.USUAL, null));
      harness.processElement2(segment("c", null), 3);
      assertThat(harness.extractOutputValues()).hasSize(2);
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void customersSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(profile("c" + i, VisitorStatus.USUAL, "v" + i), 1);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, StatusFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      for (int i = 0; i < 30; i++) {
        harness.processElement2(segment("c" + i, "1"), 2);
      }
      assertThat(harness.extractOutputValues())
          .hasSize(30)
          .extracting(VisitorInput::status)
          .allMatch(change -> change.visitor().equals("v" + change.customerId().substring(1)));
    }
  }
}
