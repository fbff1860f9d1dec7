package io.rapport.jobs.recommendation.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.testing.Events;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class ItemsFunctionTest {

  private static final RecommendationSettings SETTINGS = RecommendationSettings.DEFAULT;

  private ItemsFunction function;

  private KeyedTwoInputStreamOperatorTestHarness<String, Visit, CatalogueEntry, ItemMessage> open(
      Part part) throws Exception {
    function = new ItemsFunction(SETTINGS);
    return Harnesses.keyed(function, Visit::itemKey, CatalogueEntry::itemKey, part);
  }

  private static Visit visit(String item, long time, boolean learned, String... recent) {
    return Events.visit(item, time, recent)
        .eventId("e" + time)
        .kind(learned ? VisitKind.LEARNED : VisitKind.ANSWERED)
        .count(0)
        .build();
  }

  @Test
  void aVisitIsCountedAndFollowedByItsPairs() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit("q", Events.NOON, true), Events.NOON);
      harness.processElement1(visit("q", Events.NOON, true, "p", "o"), Events.NOON);
      harness.processElement1(visit("q", Events.NOON, false, "p"), Events.NOON);
      List<ItemMessage> out = harness.extractOutputValues();
      assertThat(out)
          .extracting(ItemMessage::itemKey)
          .containsExactly("shop/q", "shop/q", "shop/p", "shop/o", "shop/q");
      assertThat(out.get(1).visit().count()).isCloseTo(2, offset(1e-9));
      assertThat(out.get(3).pair().weight()).isEqualTo(0.5);
      assertThat(out.get(3).pair().neighbourCount()).isCloseTo(2, offset(1e-9));
      assertThat(out.get(4).visit().count()).isCloseTo(2, offset(1e-9));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS))
          .containsExactly(new TrendReport(TrendingScope.site("shop"), "q", Events.NOON, 1));
    }
  }

  @Test
  void aVisitIsTakenBackAndItsPairsWithIt() throws Exception {
    Visit visit = visit("q", Events.NOON, true, "p", "o");
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(visit, Events.NOON);
      harness.processElement1(visit("q", Events.NOON, true), Events.NOON);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processElement1(retracted(visit), Events.NOON);
      harness.processElement1(retracted(visit("unknown", Events.NOON, true)), Events.NOON);
      List<ItemMessage> out = harness.extractOutputValues();
      assertThat(out).allMatch(ItemMessage::retracts);
      assertThat(out)
          .extracting(ItemMessage::itemKey)
          .containsExactly("shop/q", "shop/p", "shop/o", "shop/unknown");
      assertThat(out.get(0).visit().count()).isCloseTo(1, offset(1e-9));
      assertThat(out.get(1).pair().weight()).isEqualTo(-1);
      assertThat(out.get(2).pair().weight()).isEqualTo(-0.5);
      // One visit was reported, the other was not; one of the two is left.
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS))
          .singleElement()
          .satisfies(report -> assertThat(report.weight()).isCloseTo(0, offset(1e-9)));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
    }
  }

  private static Visit retracted(Visit visit) {
    return Events.visit(visit.itemId(), visit.eventTime())
        .eventId(visit.eventId())
        .brokerTime(visit.brokerTime())
        .site(visit.site())
        .visitorId(visit.visitorId())
        .customerId(visit.customerId())
        .recent(visit.recent())
        .kind(VisitKind.RETRACTED)
        .count(0)
        .status(visit.status())
        .segment(visit.segment())
        .action(visit.action())
        .build();
  }

  @Test
  void visitsAreReportedWithinTheSiteAndWithinTheCategory() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement2(
          Events.entry("q", 1).eventId("1").title("Teapot").category("tea/pots").build(), 1);
      harness.processElement1(visit("q", Events.NOON, true), Events.NOON);
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS))
          .containsExactly(
              new TrendReport(TrendingScope.site("shop"), "q", Events.NOON, 1),
              new TrendReport(TrendingScope.category("shop", "tea/pots"), "q", Events.NOON, 1));
    }
  }

  @Test
  void theLastVisitsBeforeASilenceAreReportedByOneTimer() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 10; i++) {
        harness.processElement1(visit("q", Events.NOON + i, true), Events.NOON + i);
      }
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(2); // with that of its expiry
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processBothWatermarks(new Watermark(Events.NOON + 2_999));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).isEmpty();
      harness.processBothWatermarks(new Watermark(Events.NOON + 3_000));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS))
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.scope()).isEqualTo(TrendingScope.site("shop"));
                assertThat(report.itemId()).isEqualTo("q");
                assertThat(report.time()).isEqualTo(Events.NOON + 9);
                assertThat(report.weight()).isCloseTo(9, offset(1e-3));
              });
      harness.processBothWatermarks(new Watermark(Events.NOON + 60_000));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }
  }

  @Test
  void inARushTheLastVisitsAreReportedTooButLater() throws Exception {
    int items = 3_000;
    long interval = SETTINGS.trending().reportIntervalMillis();
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < items; i++) {
        for (int visit = 0; visit < 2; visit++) {
          harness.processElement1(visit("i" + i, Events.NOON, true), Events.NOON);
        }
      }
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).hasSize(items);
      harness.processBothWatermarks(new Watermark(Events.NOON + interval - 1));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).hasSize(items + 500);
      harness.processBothWatermarks(new Watermark(Events.NOON + interval));
      assertThat(Harnesses.side(harness, ItemsFunction.TRENDS)).hasSize(2 * items);
      assertThat(harness.numEventTimeTimers()).isEqualTo(items); // of expiry
    }
  }

  @Test
  void onlyChangesOfAvailabilityLeave() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement2(Events.entry("a", 1).eventId("1").stock(5).build(), 1);
      harness.processElement2(Events.entry("a", 2).eventId("2").stock(0).build(), 2);
      harness.processElement2(Events.entry("a", 3).eventId("3").stock(0).build(), 3);
      harness.processElement2(Events.entry("a", 1).eventId("4").stock(9).build(), 4);
      harness.processElement2(Events.entry("a", 5).eventId("3").stock(9).build(), 5);
      harness.processElement2(Events.entry("a", 6).eventId("5").stock(-1).build(), 6);
      assertThat(Harnesses.side(harness, ItemsFunction.AVAILABILITY))
          .containsExactly(
              new AvailabilityChange("shop", "a", false, 2),
              new AvailabilityChange("shop", "a", true, 6));
      assertThat(function.accounting().total(Feed.CATALOGUE, Outcome.PROCESSED)).isEqualTo(4);
      assertThat(function.accounting().total(Feed.CATALOGUE, Outcome.LATE)).isEqualTo(1);
      assertThat(function.accounting().total(Feed.CATALOGUE, Outcome.DUPLICATE)).isEqualTo(1);
    }
  }

  @Test
  void countsSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(visit("i" + i, Events.NOON, true), Events.NOON);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, this::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(Harnesses.keys(harness)).isEqualTo(30);
      harness.processElement1(visit("i3", Events.NOON, true), Events.NOON);
      assertThat(harness.extractOutputValues().get(0).visit().count()).isCloseTo(2, offset(1e-9));
    }
  }

  @Test
  void anItemIsForgottenAfterTheExpiryAndItsAvailabilityWithIt() throws Exception {
    long expiry = SETTINGS.counting().expiryMillis();
    try (var harness = open(Part.NONE)) {
      harness.processElement2(
          Events.entry("a", Events.NOON).eventId("1").stock(0).build(), Events.NOON);
      harness.processElement1(visit("a", Events.NOON + 10, true), Events.NOON);
      harness.processElement1(visit("b", Events.NOON, true), Events.NOON);
      harness.processBothWatermarks(new Watermark(Events.NOON + expiry));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processBothWatermarks(new Watermark(Events.NOON + 10 + expiry));
      assertThat(Harnesses.side(harness, ItemsFunction.AVAILABILITY))
          .extracting(AvailabilityChange::available)
          .containsExactly(false, true);
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }
}
