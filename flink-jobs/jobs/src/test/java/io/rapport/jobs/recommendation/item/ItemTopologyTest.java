package io.rapport.jobs.recommendation.item;

import static io.rapport.core.testing.Events.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.content.BucketEntry;
import io.rapport.core.recommendation.content.ComparisonRequest;
import io.rapport.core.recommendation.content.ContentLink;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.stats.QuantisedVector;
import io.rapport.core.testing.Events;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Checks the output, a snapshot and restore, and the expiry of each function. */
public class ItemTopologyTest {

  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s -> s.content(RecommendationSettings.DEFAULT.content().withoutEmbedding()));
  private static final byte[] VECTOR = QuantisedVector.of(new float[] {1, 2, 3});

  /** Feeds the first half, restores a snapshot, feeds the second half, and lets time pass. */
  private static <I, O> List<O> run(
      Supplier<PackedFunction<I, ?, O>> function,
      KeySelector<I, String> key,
      long expiry,
      List<I> first,
      List<I> second)
      throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(function, key, null)) {
      for (I element : first) {
        harness.processElement(element, Events.NOON);
      }
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(function, key, snapshot)) {
      for (I element : second) {
        harness.processElement(element, Events.NOON);
      }
      List<O> made = harness.extractOutputValues();
      assertThat(Harnesses.keys(harness)).isPositive();
      harness.processWatermark(new Watermark(Events.NOON + 100 + expiry));
      assertThat(Harnesses.keys(harness)).isZero();
      return made;
    }
  }

  private static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> harness(
      Supplier<PackedFunction<I, ?, O>> function,
      KeySelector<I, String> key,
      OperatorSubtaskState snapshot)
      throws Exception {
    return Harnesses.keyed(function.get(), key, Part.of(snapshot));
  }

  @Test
  void aTextIsEncodedWhenItChangedAndLeavesWhenItExpires() throws Exception {
    long expiry = SETTINGS.content().expiryMillis();
    List<BucketEntry> entries =
        run(
            () -> new TextFunction(SETTINGS),
            CatalogueEntry::itemKey,
            expiry,
            List.of(entry("a", "red teapot", Events.NOON)),
            List.of(
                entry("a", "red teapot", Events.NOON + 1),
                entry("a", "blue lantern", Events.NOON + 2)));
    int buckets = SETTINGS.content().tables() * (15 / 3);
    assertThat(entries).filteredOn(entry -> entry.vector() != null).hasSize(buckets);
    assertThat(entries)
        .filteredOn(entry -> entry.vector() == null)
        .isNotEmpty()
        .hasSizeLessThan(buckets);
    try (var harness = harness(() -> new TextFunction(SETTINGS), CatalogueEntry::itemKey, null)) {
      harness.processElement(entry("a", "red teapot", Events.NOON), Events.NOON);
      harness.processWatermark(new Watermark(Events.NOON + expiry));
      assertThat(harness.extractOutputValues())
          .filteredOn(entry -> entry.vector() == null)
          .hasSize(buckets);
      assertThat(Harnesses.side(harness, TextFunction.OWN))
          .extracting(own -> own.vector() == null)
          .containsExactly(false, true);
      assertThat(Harnesses.side(harness, TextFunction.RENEWED)).hasSize(2);
    }
  }

  @Test
  void membersOfABucketMeet() throws Exception {
    BucketEntry a = new BucketEntry("shop", 4, 1, "a", Events.NOON, new long[4], VECTOR);
    BucketEntry b = new BucketEntry("shop", 4, 1, "b", Events.NOON, new long[4], VECTOR);
    List<ComparisonRequest> meetings =
        run(
            () -> new BucketFunction(SETTINGS.content()),
            BucketEntry::bucketKey,
            SETTINGS.content().expiryMillis(),
            List.of(a),
            List.of(b));
    assertThat(meetings).hasSize(1);
    assertThat(meetings.get(0).itemId()).isEqualTo("a");
    assertThat(meetings.get(0).otherId()).isEqualTo("b");
  }

  @Test
  void aMemberOfABucketDoesNotEndWithAnOlderOne() throws Exception {
    long expiry = SETTINGS.content().expiryMillis();
    long later = Events.NOON + 1_000;
    try (var harness =
        harness(() -> new BucketFunction(SETTINGS.content()), BucketEntry::bucketKey, null)) {
      for (long version : new long[] {Events.NOON, later}) {
        harness.processElement(
            new BucketEntry("shop", 4, 1, "i" + version, version, new long[4], VECTOR), version);
      }
      harness.processWatermark(new Watermark(Events.NOON + expiry));
      harness.processElement(
          new BucketEntry("shop", 4, 1, "new", later, new long[4], VECTOR), Events.NOON + expiry);
      List<ComparisonRequest> meetings = harness.extractOutputValues();
      assertThat(meetings.get(meetings.size() - 1).itemId()).isEqualTo("i" + later);
      harness.processWatermark(new Watermark(later + expiry));
      assertThat(Harnesses.keys(harness)).isEqualTo(1); // the new one, of an old version
      harness.processWatermark(new Watermark(Events.NOON + 2 * expiry));
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  @Test
  void whoMeetsIsComparedOnceItsOwnVectorIsThere() throws Exception {
    List<PartnerMessage> alike =
        run(
            () -> new CompareFunction(SETTINGS.content()),
            ComparisonRequest::itemKey,
            SETTINGS.content().expiryMillis(),
            List.of(new ComparisonRequest("shop", "a", Events.NOON, "b", Events.NOON, VECTOR)),
            List.of(new ComparisonRequest("shop", "a", Events.NOON, null, 0, VECTOR)));
    assertThat(alike).extracting(PartnerMessage::itemId).containsExactly("a", "b");
    assertThat(alike).extracting(PartnerMessage::similarity).allMatch(cosine -> cosine > 0.999);
  }

  @Test
  void partnersAreToldWhenTheTextIsAnotherOne() throws Exception {
    List<ItemUpdate> updates =
        run(
            () -> new PartnersFunction(SETTINGS.content()),
            PartnerMessage::itemKey,
            SETTINGS.content().expiryMillis(),
            List.of(
                new PartnerMessage(
                    "shop", "a", PartnerMessage.Kind.ALIKE, Events.NOON, "b", Events.NOON, 0.5f)),
            List.of(
                new PartnerMessage(
                    "shop", "a", PartnerMessage.Kind.RENEWED, Events.NOON + 1, null, 0, 0)));
    assertThat(updates)
        .extracting(ItemUpdate::link)
        .containsExactly(
            new ContentLink("shop", "b", Events.NOON, "a", 0, true),
            new ContentLink("shop", "a", Events.NOON + 1, null, 0, false));
  }

  @Test
  void aReturnOrARetractionTakesAnOrdersPairsBack() throws Exception {
    List<BoughtLine> lines =
        run(
            () -> new BasketFunction(SETTINGS),
            OrderInput::orderKey,
            SETTINGS.bought().orderExpiryMillis(),
            List.of(order("p", PurchaseKind.ORDER, "a", "b")),
            List.of(
                order("p", PurchaseKind.ORDER, "a", "b"),
                order("r", PurchaseKind.RETURN, "a"),
                OrderInput.of(new OrderRetraction("shop", "o", Events.NOON)),
                order("q", PurchaseKind.ORDER, "c")));
    assertThat(lines).extracting(BoughtLine::itemId).containsExactly("a", "b", "b");
    assertThat(lines).extracting(BoughtLine::sign).containsExactly(-1, -1, -1);
    assertThat(lines).extracting(BoughtLine::itself).containsExactly(true, false, true);
    assertThat(lines).extracting(BoughtLine::orders).containsExactly(0, 0, -1);
  }

  @Test
  void anOrderOfLongAgoBehindLiveTrafficCanStillBeReturned() throws Exception {
    long expiry = SETTINGS.bought().orderExpiryMillis();
    long now = Events.NOON + Duration.ofDays(300).toMillis();
    try (var harness = harness(() -> new BasketFunction(SETTINGS), OrderInput::orderKey, null)) {
      harness.processWatermark(new Watermark(now));
      harness.processElement(order("p", PurchaseKind.ORDER, "a", "b"), Events.NOON);
      harness.processWatermark(new Watermark(now + expiry - 1));
      harness.processElement(order("r", PurchaseKind.RETURN, "a"), Events.NOON);
      assertThat(harness.extractOutputValues())
          .extracting(BoughtLine::sign)
          .containsExactly(1, 1, -1, -1); // the returned item, and the pair of the other
    }
  }

  private static OrderInput order(String id, PurchaseKind kind, String... items) {
    List<PurchaseLine> lines =
        List.of(items).stream().map(item -> new PurchaseLine(item, 1, 1)).toList();
    return OrderInput.of(
        Events.order(id, Events.NOON, null)
            .orderId("o")
            .kind(kind)
            .customerId("c")
            .lines(lines)
            .build());
  }

  private static BoughtLine line(String item, String other) {
    return new BoughtLine("shop", item, List.of(other), 1, true, 1, Events.NOON, 0, Events.NOON);
  }

  @Test
  void ordersAreCountedForTheSiteAndForEachItem() throws Exception {
    long expiry = SETTINGS.bought().expiryMillis();
    List<BoughtLine> lines =
        run(
            () -> OrdersFunction.ofSite(SETTINGS.bought()),
            BoughtLine::site,
            expiry,
            List.of(line("a", "b")),
            List.of(line("a", "c")));
    assertThat(lines).extracting(BoughtLine::siteOrders).containsExactly(2.0);
    List<ItemUpdate> pairs =
        run(
            () -> OrdersFunction.ofItem(SETTINGS.bought()),
            BoughtLine::itemKey,
            expiry,
            List.of(line("a", "b")),
            List.of(line("a", "c")));
    assertThat(pairs)
        .extracting(ItemUpdate::pair)
        .extracting(BoughtPair::itemId)
        .containsExactly("a", "c");
    assertThat(pairs.get(1).pair().orders()).isEqualTo(2);
  }
}
