package io.rapport.jobs.recommendation.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.TrendingItem;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.testing.Events;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class TrendingFunctionTest {

  private static final TrendingScope SHOP = TrendingScope.site("shop");
  private static final TrendingSettings SETTINGS = TrendingSettings.DEFAULT;

  private static KeyedOneInputStreamOperatorTestHarness<String, TrendReport, TrendingList> open(
      Part part) throws Exception {
    return Harnesses.keyed(new TrendingFunction(SETTINGS), report -> report.scope().key(), part);
  }

  @Test
  void sitesSurviveRescalingAndAreForgottenAfterTheExpiry() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 20; i++) {
        harness.processElement(
            new TrendReport(TrendingScope.site("site" + i), "a", Events.NOON, 2), Events.NOON);
      }
      snapshot = harness.snapshot(1, 1);
    }
    int sites = 0;
    for (int index = 0; index < 2; index++) {
      try (var harness = open(Part.half(snapshot, index))) {
        sites += harness.numKeyedStateEntries();
        harness.processWatermark(new Watermark(Events.NOON + SETTINGS.expiryMillis()));
        assertThat(harness.extractOutputValues())
            .isNotEmpty()
            .allMatch(list -> list.items().isEmpty());
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
      }
    }
    assertThat(sites).isEqualTo(20);
  }

  @Test
  void whatIsReportedLastIsPublishedByOneTimer() throws Exception {
    long interval = SETTINGS.publishIntervalMillis();
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 10; i++) {
        report(harness, "i" + i, Events.NOON + i);
      }
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(2); // with that of its expiry
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processWatermark(Events.NOON + interval - 1);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.processWatermark(Events.NOON + interval);
      TrendingList list = harness.extractOutputValues().get(0);
      assertThat(list.scope()).isEqualTo(SHOP);
      assertThat(list.time()).isEqualTo(Events.NOON + 9);
      assertThat(list.items()).hasSize(10);
      harness.processWatermark(Events.NOON + 10 * interval);
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }
  }

  @Test
  void whileReportsFollowTheyPublishAndNoTimerDoes() throws Exception {
    long interval = SETTINGS.publishIntervalMillis();
    try (var harness = open(Part.NONE)) {
      for (long time = 0; time < 100 * interval; time += interval / 10) {
        report(harness, "a", Events.NOON + time);
        harness.processWatermark(Events.NOON + time - interval);
        assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(4);
      }
      assertThat(harness.extractOutputValues()).hasSize(100);
      harness.processWatermark(Events.NOON + 200 * interval);
      assertThat(harness.extractOutputValues()).hasSize(101);
    }
  }

  private static void report(
      KeyedOneInputStreamOperatorTestHarness<String, TrendReport, TrendingList> harness,
      String item,
      long time)
      throws Exception {
    harness.processElement(new TrendReport(SHOP, item, time, 1), time);
  }

  @Test
  void aRestoredSiteGoesOnCounting() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement(new TrendReport(SHOP, "a", Events.NOON, 2), Events.NOON);
      harness.processElement(new TrendReport(SHOP, "b", Events.NOON, 3), Events.NOON);
      assertThat(harness.extractOutputValues()).hasSize(1);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      long later = Events.NOON + SETTINGS.publishIntervalMillis();
      harness.processElement(new TrendReport(SHOP, "a", later, 2), later);
      List<TrendingItem> items = harness.extractOutputValues().get(0).items();
      assertThat(items).extracting(TrendingItem::itemId).containsExactly("a", "b");
      assertThat(items.get(0).weight()).isBetween(3.99, 4.0);
    }
  }
}
