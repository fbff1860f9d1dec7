package io.rapport.jobs.segment;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.Merger;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignFunctionTest {

  private static final SegmentSettings SETTINGS = SegmentSettings.DEFAULT;

  private KeyedBroadcastOperatorTestHarness<String, Activity, Centroids, Assignment> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(null, 1, 0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void withAModelACustomerIsAssignedAtOnceAndWithReasons() throws Exception {
    harness.processBroadcastElement(model(), NOON);
    send(Profiles.of(1, NOON));
    send(Profiles.of(1, NOON + 1_000));
    Assignment assigned = harness.extractOutputValues().get(0);
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(assigned.customerId()).isEqualTo("c1");
    assertThat(assigned.modelVersion()).isOne();
    assertThat(assigned.previousSegmentId()).isEqualTo(Membership.NONE);
    assertThat(assigned.reasons()).hasSize(3);
    assertThat(assigned.segmentName()).isNotBlank();
    assertThat(shifts()).hasSize(2);
    assertThat(shifts().get(1).fromSegment()).isEqualTo(assigned.segmentId());
  }

  @Test
  void aCustomerSeenBeforeTheModelIsAssignedSoonAfterIt() throws Exception {
    send(Profiles.of(1, NOON));
    assertThat(shifts()).extracting(Shift::toSegment).containsExactly(Membership.NONE);
    restart();
    harness.processBroadcastElement(model(), NOON);
    watermark(NOON + 2 * SETTINGS.publishInterval());
    assertThat(harness.extractOutputValues()).extracting(Assignment::customerId).containsOnly("c1");
    Shift settled = shifts().get(0);
    assertThat(settled.fromSegment()).isEqualTo(Membership.NONE);
    assertThat(settled.toSegment()).isEqualTo(harness.extractOutputValues().get(0).segmentId());
    watermark(NOON + 10 * SETTINGS.publishInterval());
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void aProfileOfLongAgoKeepsItsSegmentAsLongAsANewOne() throws Exception {
    harness.processBroadcastElement(model(), NOON);
    watermark(NOON);
    send(Profiles.of(1, NOON - Duration.ofDays(300).toMillis()));
    watermark(NOON + SETTINGS.retention() - 1);
    assertThat(harness.extractOutputValues()).extracting(Assignment::assigned).containsOnly(true);
    watermark(NOON + SETTINGS.retention());
    assertThat(harness.extractOutputValues())
        .extracting(Assignment::assigned)
        .containsExactly(true, false);
  }

  @Test
  void anOlderProfileAndAnOlderModelAreIgnored() throws Exception {
    Centroids model = model();
    harness.processBroadcastElement(
        new Centroids("shop", 2, NOON, model.means(), model.deviations(), model.segments()), NOON);
    harness.processBroadcastElement(model, NOON);
    send(Profiles.of(1, NOON + 10));
    send(Profiles.of(1, NOON));
    assertThat(shifts()).extracting(Shift::version).containsExactly(2L);
  }

  @Test
  void aCustomerWhoIsGoneIsSubtractedAndForgotten() throws Exception {
    harness.processBroadcastElement(model(), NOON);
    send(Profiles.of(1, NOON));
    restart();
    send(Activity.gone("shop", "c1", NOON + 5));
    send(Activity.gone("shop", "c2", NOON + 5));
    assertThat(harness.extractOutputValues())
        .extracting(Assignment::customerId, Assignment::assigned)
        .containsExactly(tuple("c1", false));
    assertThat(shifts()).hasSize(1);
    assertThat(shifts().get(0).to()).isEmpty();
    assertThat(Harnesses.keys(harness)).isZero();
  }

  @Test
  void membershipsSurviveAChangeOfParallelism() throws Exception {
    harness.processBroadcastElement(model(), NOON);
    for (int id = 0; id < 12; id++) {
      send(Profiles.of(id, NOON));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    int members = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half = harness(snapshot, 2, subtask)) {
        members += Harnesses.keys(half);
        assertThat(half.getBroadcastState(AssignFunction.MODELS).get("shop").version()).isOne();
      }
    }
    assertThat(members).isEqualTo(12);
  }

  @Test
  void aSilentCustomerIsForgotten() throws Exception {
    harness.processBroadcastElement(model(), NOON);
    send(Profiles.of(1, NOON));
    send(Profiles.of(1, NOON + 1_000));
    watermark(NOON + SETTINGS.retention());
    assertThat(Harnesses.keys(harness)).isOne();
    watermark(NOON + 1_000 + SETTINGS.retention());
    assertThat(harness.extractOutputValues()).last().matches(gone -> !gone.assigned());
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void send(Activity profile) throws Exception {
    harness.processElement(profile, profile.eventTime());
  }

  private void watermark(long time) throws Exception {
    harness.processWatermark(new Watermark(time));
    harness.processBroadcastWatermark(new Watermark(time));
  }

  private List<Shift> shifts() {
    return Harnesses.side(harness, AssignFunction.SHIFTS);
  }

  private void restart() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(snapshot, 1, 0);
  }

  /** The first model of forty customers. */
  static Centroids model() {
    PartialSums sums = new PartialSums(SETTINGS);
    for (Activity profile : Profiles.seconds(40, 1)) {
      sums.add(new Membership(SETTINGS).move(profile, null), NOON);
    }
    Merger merger = new Merger(SETTINGS, FlinkMlDistance.EUCLIDEAN);
    merger.merge(sums);
    return merger.publish("shop");
  }

  private static KeyedBroadcastOperatorTestHarness<String, Activity, Centroids, Assignment> harness(
      OperatorSubtaskState whole, int parallelism, int subtask) throws Exception {
    return Harnesses.keyed(
        new AssignFunction(SETTINGS),
        Activity::customerKey,
        List.of(AssignFunction.MODELS),
        new Part(whole, 1, parallelism, subtask));
  }
}
