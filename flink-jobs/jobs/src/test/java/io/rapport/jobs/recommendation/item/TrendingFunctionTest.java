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
