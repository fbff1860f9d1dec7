package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.testing.Events;
import io.rapport.jobs.recommendation.item.ItemMessage;
import io.rapport.jobs.recommendation.item.ItemUpdate;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class NeighboursFunctionTest {

  private static final RecommendationSettings SETTINGS = RecommendationSettings.DEFAULT;
  private static final CountingSettings COUNTING = SETTINGS.counting();

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, ItemMessage, ItemUpdate, VisitorMessage>
      open(Part part) throws Exception {
    return Harnesses.keyed(
        new NeighboursFunction(SETTINGS), ItemMessage::itemKey, ItemUpdate::itemKey, part);
  }

  private static ItemMessage visit(String item, long time, boolean learned, String... recent) {
    return ItemMessage.of(
        Events.visit(item, time, recent)
            .eventId("e" + time)
            .kind(learned ? VisitKind.LEARNED : VisitKind.ANSWERED)
            .build());
  }

  private static ItemMessage pair(String item, String next, long time) {
    return ItemMessage.of(new PairDelta("shop", item, next, 1, 1, time, 7, 1));
  }

  private static byte[] reply(ItemMessage message, ItemMemory memory) {
    return new ReplyWriter(SETTINGS).reply(message.visit(), memory);
  }

  @Test
  void aVisitIsAnsweredBeforeItIsLearned() throws Exception {
    ItemMemory expected = new ItemMemory(SETTINGS);
    try (var harness = open(Part.NONE)) {
      harness.processElement1(pair("p", "q", Events.NOON), Events.NOON);
      expected.learn(pair("p", "q", Events.NOON).pair());
      harness.processElement1(visit("p", Events.NOON + 1, true, "o"), Events.NOON);
      assertThat(harness.extractOutputValues().get(0).neighbours())
          .isEqualTo(reply(visit("p", Events.NOON + 1, true, "o"), expected));
      expected.learn(visit("p", Events.NOON + 1, true, "o").visit());
      harness.processElement1(visit("p", Events.NOON + 2, false, "x"), Events.NOON);
      harness.processElement1(visit("p", Events.NOON + 2, true), Events.NOON);
      assertThat(harness.extractOutputValues().get(1).neighbours())
          .isEqualTo(reply(visit("p", Events.NOON + 2, false, "x"), expected));
      // The one before was a bot's: nothing was learned in between.
      assertThat(harness.extractOutputValues().get(2).neighbours())
          .isEqualTo(reply(visit("p", Events.NOON + 2, true), expected));
    }
  }

  @Test
  void theSessionsOfOthersAreRemembered() throws Exception {
    ItemMemory expected = new ItemMemory(SETTINGS);
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 5; i++) {
        Visit other =
            Events.visit("p", Events.NOON, "o").eventId("o" + i).visitorId("o" + i).build();
        Visit next =
            Events.visit("q", Events.NOON, "p").eventId("n" + i).visitorId("o" + i).build();
        harness.processElement1(ItemMessage.of(other), Events.NOON);
        harness.processElement1(ItemMessage.of(PairDelta.of(next, 1)), Events.NOON);
        expected.learn(other);
        expected.learn(PairDelta.of(next, 1));
      }
      harness.processElement1(visit("p", Events.NOON + 1, true, "o"), Events.NOON);
      assertThat(harness.extractOutputValues().get(5).neighbours())
          .isEqualTo(reply(visit("p", Events.NOON + 1, true, "o"), expected));
    }
    assertThat(expected.sessions().size()).isEqualTo(5);
  }

  @Test
  void whatIsTakenBackIsPublishedAtOnce() throws Exception {
    Visit visit = visit("p", Events.NOON + 1, true, "o").visit();
    Visit back =
        Events.visit("p", visit.eventTime())
            .eventId("r")
            .recent(visit.recent())
            .kind(VisitKind.RETRACTED)
            .build();
    try (var harness = open(Part.NONE)) {
      harness.processElement1(pair("p", "q", Events.NOON), Events.NOON);
      harness.processElement1(pair("p", "r", Events.NOON), Events.NOON);
      harness.processElement1(ItemMessage.of(visit), Events.NOON);
      harness.processElement1(
          ItemMessage.of(new PairDelta("shop", "p", "q", -1, 1, Events.NOON, 7, 0)), Events.NOON);
      harness.processElement1(ItemMessage.of(back), Events.NOON);
      harness.processElement1(
          ItemMessage.of(new PairDelta("shop", "unknown", "q", -1, 1, Events.NOON, 7, 0)),
          Events.NOON);
      List<Neighbourhood> published = Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS);
      assertThat(published).hasSize(2);
      assertThat(published.get(1).neighbours()).extracting(Neighbour::itemId).containsExactly("r");
      // No answer, and no state of an unknown item.
      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
    }
  }

  @Test
  void neighboursArePublishedAtMostOnceInTheInterval() throws Exception {
    long interval = COUNTING.publishIntervalMillis();
    try (var harness = open(Part.NONE)) {
      harness.processElement1(pair("p", "q", Events.NOON), Events.NOON);
      harness.processElement1(visit("p", Events.NOON, true), Events.NOON);
      harness.processElement1(visit("p", Events.NOON + interval - 1, true), Events.NOON);
      harness.processElement1(visit("p", Events.NOON + interval, true), Events.NOON);
      List<Neighbourhood> published = Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS);
      assertThat(published)
          .extracting(Neighbourhood::eventTime)
          .containsExactly(Events.NOON, Events.NOON + interval);
      assertThat(published.get(0).neighbours()).extracting(Neighbour::itemId).containsExactly("q");
    }
  }

  @Test
  void whatChangedAfterTheLastVisitIsPublishedWithoutAnother() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = open(Part.NONE)) {
      harness.processElement1(pair("p", "o", Events.NOON), Events.NOON);
      harness.processElement1(visit("p", Events.NOON, true), Events.NOON);
      harness.processElement1(pair("p", "q", Events.NOON + 1), Events.NOON + 1);
      harness.processElement1(pair("p", "q", Events.NOON + 2), Events.NOON + 2);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = open(Part.of(snapshot))) {
      harness.processBothWatermarks(new Watermark(Events.NOON + 3_000));
      Neighbourhood published =
          Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS).iterator().next();
      assertThat(published.site()).isEqualTo("shop");
      assertThat(published.itemId()).isEqualTo("p");
      assertThat(published.eventTime()).isEqualTo(Events.NOON + 2);
      assertThat(published.neighbours())
          .extracting(Neighbour::itemId)
          .containsExactlyInAnyOrder("q", "o");
      harness.processBothWatermarks(new Watermark(Events.NOON + 60_000));
      assertThat(Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS)).hasSize(1);
      assertThat(harness.numEventTimeTimers()).isEqualTo(1); // its expiry
    }
  }

  @Test
  void inARushWhatChangedLastIsPublishedTooButLater() throws Exception {
    int items = 3_000;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < items; i++) {
        harness.processElement1(pair("i" + i, "next", Events.NOON), Events.NOON);
      }
      harness.processBothWatermarks(new Watermark(Events.NOON + 3_000));
      assertThat(Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS)).hasSize(1_000);
      harness.processBothWatermarks(new Watermark(Events.NOON + COUNTING.publishIntervalMillis()));
      assertThat(Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS))
          .extracting(Neighbourhood::itemId)
          .doesNotHaveDuplicates()
          .hasSize(items);
      assertThat(harness.numEventTimeTimers()).isEqualTo(items); // of expiry
    }
  }

  @Test
  void anItemsVisitOfLongAgoIsKeptAsLongAsANewOne() throws Exception {
    long longAgo = Events.NOON - Duration.ofDays(300).toMillis();
    try (var harness = open(Part.NONE)) {
      harness.processBothWatermarks(new Watermark(Events.NOON));
      harness.processElement1(visit("p", longAgo, true, "o"), longAgo);
      harness.processBothWatermarks(new Watermark(Events.NOON + COUNTING.expiryMillis() - 1));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processBothWatermarks(new Watermark(Events.NOON + COUNTING.expiryMillis()));
      assertThat(Harnesses.keys(harness)).isZero();
    }
  }

  @Test
  void listsSurviveRescaling() throws Exception {
    OperatorSubtaskState one;
    try (var harness = open(Part.NONE)) {
      for (int i = 0; i < 30; i++) {
        harness.processElement1(pair("i" + i, "next" + i, Events.NOON), Events.NOON);
      }
      one = harness.snapshot(1, 1);
    }
    OperatorSubtaskState both = Harnesses.splitAndJoined(one, NeighboursFunctionTest::open);
    try (var harness = open(Part.joined(both))) {
      assertThat(Harnesses.keys(harness)).isEqualTo(30);
      harness.processElement1(visit("i3", Events.NOON, true), Events.NOON);
      ItemMemory expected = new ItemMemory(SETTINGS);
      expected.learn(pair("i3", "next3", Events.NOON).pair());
      assertThat(harness.extractOutputValues().get(0).neighbours())
          .isEqualTo(reply(visit("i3", Events.NOON, true), expected));
    }
  }

  @Test
  void anItemIsForgottenAfterTheExpiry() throws Exception {
    try (var harness = open(Part.NONE)) {
      harness.processElement1(pair("p", "q", Events.NOON), Events.NOON);
      harness.processElement1(visit("p", Events.NOON + 1, true), Events.NOON);
      harness.processBothWatermarks(new Watermark(Events.NOON + COUNTING.expiryMillis()));
      assertThat(Harnesses.keys(harness)).isEqualTo(1);
      harness.processBothWatermarks(new Watermark(Events.NOON + 1 + COUNTING.expiryMillis()));
      List<Neighbourhood> published = Harnesses.side(harness, NeighboursFunction.NEIGHBOURHOODS);
      assertThat(published.get(published.size() - 1).neighbours()).isEmpty();
      assertThat(Harnesses.keys(harness)).isZero();
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }
}
