package io.rapport.jobs.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.BroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreFunctionTest {

  private BroadcastOperatorTestHarness<ProfileView, Quintiles, ProfileView> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void profilesAreScoredByTheQuintilesOfTheirSiteAlsoAfterARestart() throws Exception {
    harness.processElement(bought(), 1);
    harness.processBroadcastElement(quintiles(), 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    assertThat(harness.extractOutputValues().get(0).recencyScore()).isZero();
    harness.close();
    harness = harness(snapshot, 1, 0);
    harness.processElement(bought(), 2);
    ProfileView scored = harness.extractOutputValues().get(0);
    assertThat(scored.recencyScore()).isEqualTo(5);
    assertThat(scored.frequencyScore()).isEqualTo(3);
    assertThat(scored.monetaryScore()).isEqualTo(5);
  }

  @Test
  void everySubtaskHasTheQuintilesAfterAChangeOfParallelism() throws Exception {
    harness.processBroadcastElement(quintiles(), 1);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half = harness(snapshot, 2, subtask)) {
        half.processElement(bought(), 2);
        assertThat(half.extractOutputValues().get(0).recencyScore()).isEqualTo(5);
      }
    }
  }

  private static Quintiles quintiles() {
    return new Quintiles(
        "shop", 1, 5, List.of(1L, 2L, 3L, 4L), List.of(0L, 0L, 1L, 2L), List.of(9L, 9L, 9L, 9L));
  }

  private static ProfileView bought() {
    CustomerProfile profile = new CustomerProfile(CustomerSettings.DEFAULT);
    profile.apply(Observation.of(Customers.order(null, "c1", null, Events.NOON)));
    return profile.view(new Subject("shop", "c1", true));
  }

  private static BroadcastOperatorTestHarness<ProfileView, Quintiles, ProfileView> harness(
      OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    return new Part(state, 1, parallelism, subtask)
        .open(
            new BroadcastOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(
                    new ScoreFunction(), List.of(ScoreFunction.QUINTILES)),
                Harnesses.MAX_PARALLELISM,
                parallelism,
                subtask));
  }
}
