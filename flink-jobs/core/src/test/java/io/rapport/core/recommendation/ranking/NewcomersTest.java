package io.rapport.core.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.testing.Events;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewcomersTest {

  private static final RankingSettings R = RankingSettings.DEFAULT;
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s ->
              s.blend(BlendSettings.DEFAULT.fixed())
                  .exploration(ExplorationSettings.OFF)
                  .ranking(R.withSize(3)));

  /** A shop where three items always follow "teapot", and a new item has a similar text. */
  private static InMemoryRecommender shop(RecommendationSettings settings) {
    InMemoryRecommender shop = new InMemoryRecommender(settings);
    shop.apply(Events.entry("teapot", "red enamel teapot", Events.NOON));
    int event = 0;
    for (int visitor = 0; visitor < 20; visitor++) {
      for (String item : List.of("teapot", "mug", "tray", "spoon")) {
        long time = Events.NOON + 1000L * event;
        shop.learn(Events.view("e" + event++, time, "v" + visitor, item));
      }
    }
    shop.apply(
        Events.entry("new", Events.NOON).eventId("new").title("red enamel teapot, large").build());
    return shop;
  }

  private static List<RankedItem> answer(InMemoryRecommender shop) {
    return shop.answer(Events.view("last", Events.NOON + 100_000, "me", "teapot")).items();
  }

  @Test
  void theLastPlaceIsGivenToWhoeverIsNewAndReadsAlike() {
    String site = Events.view("e", 0, "v", "i").site();
    assertThat(site).isEqualTo("shop");
    List<RankedItem> items = answer(shop(SETTINGS));
    assertThat(items).extracting(RankedItem::itemId).hasSize(3).doesNotHaveDuplicates();
    RankedItem last = items.get(2);
    assertThat(last.itemId()).isEqualTo("new");
    assertThat(last.source()).isEqualTo(CandidateSource.CONTENT);
    assertThat(last.reasons()).containsExactly(new Reason("teapot", CandidateSource.CONTENT, 1));
    assertThat(items).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
  }

  @Test
  void withoutAPlaceWhoIsNewHasToMakeTheListByScore() {
    List<RankedItem> items =
        answer(shop(SETTINGS.with(s -> s.content(ContentSettings.DEFAULT.withNewcomers(0)))));
    assertThat(items)
        .extracting(RankedItem::itemId)
        .containsExactlyInAnyOrder("mug", "tray", "spoon");
  }

  @Test
  void newcomersPassTheFiltersToo() {
    InMemoryRecommender shop = shop(SETTINGS);
    shop.apply(
        Events.entry("new", Events.NOON + 1)
            .eventId("gone")
            .title("red enamel teapot, large")
            .stock(0)
            .build());
    assertThat(answer(shop)).extracting(RankedItem::itemId).doesNotContain("new");
  }

  @Test
  void whoIsVisitedOftenGivesThePlaceUp() {
    InMemoryRecommender shop = shop(SETTINGS);
    for (int i = 0; i < 12; i++) {
      shop.learn(Events.view("n" + i, Events.NOON + 90_000 + i, "other" + i, "new"));
    }
    assertThat(answer(shop)).extracting(RankedItem::itemId).doesNotContain("new");
  }
}
