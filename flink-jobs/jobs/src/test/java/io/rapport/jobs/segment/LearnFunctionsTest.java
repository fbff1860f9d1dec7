package io.rapport.jobs.segment;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.PartialSums;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class LearnFunctionsTest {

  private static final SegmentSettings SETTINGS = SegmentSettings.DEFAULT;
  private static final PackedFormat<PartialSums> SUMS = PartialSums.format(SETTINGS);

  @Test
  void aBucketReportsOnceInAnIntervalAndKeepsNothing() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = sums(Part.NONE)) {
      for (Shift shift : shifts(30)) {
        harness.processElement(shift, shift.time());
      }
      assertThat(harness.extractOutputValues()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    List<SumReport> reports = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = sums(Part.half(snapshot, subtask))) {
        harness.processWatermark(NOON + 2 * SETTINGS.sumInterval());
        reports.addAll(harness.extractOutputValues());
        assertThat(Harnesses.keys(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
      }
    }
    assertThat(reports).hasSizeBetween(2, SETTINGS.buckets());
    PartialSums all = new PartialSums(SETTINGS);
    reports.forEach(report -> all.merge(SUMS.unpack(report.sums())));
    PartialSums expected = new PartialSums(SETTINGS);
    shifts(30).forEach(shift -> expected.add(shift, shift.time()));
    assertThat(SUMS.pack(all)).hasSameSizeAs(SUMS.pack(expected));
  }

  @Test
  void theMergerPublishesWithEnoughCustomersAndGoesOnAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = merge(null)) {
      report(harness, shifts(10));
      assertThat(harness.extractOutputValues()).isEmpty();
      report(harness, shifts(40));
      assertThat(harness.extractOutputValues()).extracting(Centroids::version).containsExactly(1L);
      assertThat(harness.extractOutputValues().get(0)).isEqualTo(published(shifts(40)));
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = merge(snapshot)) {
      Activity later = Profiles.of(1, NOON + SETTINGS.publishInterval() + 100);
      report(harness, List.of(new Membership(SETTINGS).move(later, null)));
      assertThat(harness.extractOutputValues()).extracting(Centroids::version).containsExactly(2L);
      harness.processWatermark(later.eventTime() + SETTINGS.retention());
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theLastSumsArePublishedWithoutOthers() throws Exception {
    OperatorSubtaskState snapshot;
    long published;
    try (var harness = merge(null)) {
      report(harness, shifts(40));
      published = harness.extractOutputValues().get(0).eventTime();
      Activity soon = Profiles.of(1, published + 1);
      report(harness, List.of(new Membership(SETTINGS).move(soon, null)));
      assertThat(harness.extractOutputValues()).hasSize(1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = merge(snapshot)) {
      harness.processWatermark(published + SETTINGS.publishInterval() - 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(published + SETTINGS.publishInterval());
      assertThat(harness.extractOutputValues()).extracting(Centroids::version).containsExactly(2L);
      harness.processWatermark(published + 10 * SETTINGS.publishInterval());
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void everySiteHasOneMergerAfterAChangeOfParallelism() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = merge(null)) {
      for (int i = 0; i < 8; i++) {
        report(harness, "shop" + i, shifts(40));
      }
      snapshot = harness.snapshot(1, 1);
    }
    Activity later = Profiles.of(1, NOON + SETTINGS.publishInterval() + 100);
    List<Shift> next = List.of(new Membership(SETTINGS).move(later, null));
    int sites = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half =
          Harnesses.keyed(
              new MergeFunction(SETTINGS), SumReport::site, Part.half(snapshot, subtask))) {
        for (int i = 0; i < 8; i++) {
          if (Harnesses.owns(half, "shop" + i)) {
            report(half, "shop" + i, next);
          }
        }
        assertThat(half.extractOutputValues()).extracting(Centroids::version).containsOnly(2L);
        sites += half.extractOutputValues().size();
        half.processWatermark(later.eventTime() + SETTINGS.retention());
        assertThat(Harnesses.keys(half)).isZero();
        assertThat(half.numEventTimeTimers()).isZero();
      }
    }
    assertThat(sites).isEqualTo(8);
  }

  private static Centroids published(List<Shift> shifts) throws Exception {
    try (var harness = merge(null)) {
      report(harness, shifts.subList(0, 10));
      report(harness, shifts);
      return harness.extractOutputValues().get(0);
    }
  }

  private static void report(
      KeyedOneInputStreamOperatorTestHarness<String, SumReport, Centroids> harness,
      List<Shift> shifts)
      throws Exception {
    report(harness, "shop", shifts);
  }

  private static void report(
      KeyedOneInputStreamOperatorTestHarness<String, SumReport, Centroids> harness,
      String site,
      List<Shift> shifts)
      throws Exception {
    PartialSums sums = new PartialSums(SETTINGS);
    shifts.forEach(shift -> sums.add(shift, shift.time()));
    harness.processElement(
        new SumReport(site, SUMS.pack(sums)), shifts.get(shifts.size() - 1).time());
  }

  private static List<Shift> shifts(int customers) {
    return Profiles.seconds(customers, 1).stream()
        .map(profile -> new Membership(SETTINGS).move(profile, null))
        .toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Shift, SumReport> sums(Part part)
      throws Exception {
    return Harnesses.keyed(
        new SumFunction(SETTINGS), shift -> SumFunction.bucket(shift, SETTINGS.buckets()), part);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, SumReport, Centroids> merge(
      OperatorSubtaskState state) throws Exception {
    return Harnesses.keyed(new MergeFunction(SETTINGS), SumReport::site, Part.of(state));
  }
}
