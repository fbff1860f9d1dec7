package io.rapport.core.recommendation.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyTest {

  private static final RecommendationSettings SETTINGS = RecommendationSettings.DEFAULT;

  private static void walk(ItemMemory memory, String visitor, long time, String next) {
    Visit visit = Events.visit("p", time, "o").eventId(visitor).visitorId(visitor).build();
    memory.learn(visit);
    memory.learn(
        PairDelta.of(
            Events.visit(next, time, "p", "o")
                .eventId(visitor + "n")
                .visitorId(visitor)
                .count(4)
                .build(),
            1));
  }

  private static Map<Long, float[]> read(byte[] reply) {
    Map<Long, float[]> read = new HashMap<>();
    ReplyReader in = new ReplyReader(reply);
    while (in.next()) {
      float[] values = {
        in.score(), in.popularity(), in.sum(SessionMatch.NEXT), in.sum(SessionMatch.NEXT_ON_WAY)
      };
      assertThat(read.put(in.hash(), values)).isNull();
    }
    return read;
  }

  private static ItemMemory memory(RecommendationSettings settings) {
    ItemMemory memory = new ItemMemory(settings);
    for (int i = 0; i < 3; i++) {
      walk(memory, "v" + i, Events.NOON, i < 2 ? "a" : "b");
    }
    return memory;
  }

  @Test
  void holdsWhatTheListAndTheSessionsKnow() {
    ItemMemory memory = memory(SETTINGS);
    Visit visit = Events.visit("p", Events.NOON, "o").count(3).build();
    byte[] reply = new ReplyWriter(SETTINGS).reply(visit, memory);
    assertThat(new ReplyReader(reply).count()).isEqualTo(3);
    assertThat(new ReplyReader(reply).followed()).isEqualTo(3);
    Map<Long, float[]> read = read(reply);
    assertThat(read).hasSize(3);
    Map<String, Double> scores = new HashMap<>();
    memory.list().neighbours(3, Events.NOON).forEach(n -> scores.put(n.itemId(), n.score()));
    for (String item : List.of("a", "b", "o")) {
      assertThat((double) read.get(Hash64.of(item))[0])
          .isCloseTo(scores.get(item), withinPercentage(0.01));
    }
    float[] a = read.get(Hash64.of("a"));
    assertThat(a[1]).isCloseTo(4, within(0.05f));
    assertThat(a[2]).isEqualTo(2);
    assertThat(a[3]).isEqualTo(2);
    ItemMemory packed = Repacked.of(ItemMemory.format(SETTINGS), memory);
    assertThat(new ReplyWriter(SETTINGS).reply(visit, packed)).isEqualTo(reply);
  }

  @Test
  void aSourceSwitchedOffSaysNothing() {
    Visit visit = Events.visit("p", Events.NOON, "o").count(3).build();
    RecommendationSettings list =
        SETTINGS.with(s -> s.sources(Set.of(CandidateSource.CO_OCCURRENCE)));
    byte[] counted = new ReplyWriter(list).reply(visit, memory(list));
    assertThat(memory(list).sessions().size()).isZero();
    read(counted)
        .values()
        .forEach(
            values -> {
              assertThat(values[0]).isPositive();
              assertThat(values[2]).isZero();
            });
    RecommendationSettings sessions =
        SETTINGS.with(s -> s.sources(Set.of(CandidateSource.SESSION_NEIGHBOURS)));
    byte[] remembered = new ReplyWriter(sessions).reply(visit, memory(sessions));
    assertThat(read(remembered)).hasSize(3);
    read(remembered).values().forEach(values -> assertThat(values[0]).isZero());
  }

  @Test
  void aShortlistIsReadAsItWasWritten() {
    RankingSettings ranking = SETTINGS.ranking();
    Shortlist list = new Shortlist(ranking);
    list.keep(Events.visit("p", Events.NOON).build(), new byte[] {0});
    list.apply(
        new PurchasedItems("shop", "v", Events.NOON, 1, List.of(new PurchaseLine("bought", 1, 1))));
    Shortlist read = Repacked.of(Shortlist.format(ranking), list);
    assertThat(Shortlist.format(ranking).pack(read))
        .isEqualTo(Shortlist.format(ranking).pack(list));
    assertThat(read.neighbours(Hash64.of("p"))).containsExactly(0);
    assertThat(read.bought(Hash64.of("bought"))).isTrue();
    assertThat(read.touched()).hasSize(1);
    assertThat(read.expiry()).isEqualTo(list.expiry());
  }
}
