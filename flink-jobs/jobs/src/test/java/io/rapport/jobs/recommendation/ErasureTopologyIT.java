package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.testing.Events;
import io.rapport.jobs.recommendation.RecommendationFixture.Live;
import io.rapport.jobs.testing.Await;
import io.rapport.jobs.testing.RocksDbJobs;
import io.rapport.jobs.testing.Shop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A visitor is erased while the topology runs on RocksDB with two subtasks. */
@Timeout(120)
class ErasureTopologyIT {

  private static final int CLICKS = 1_500;
  private static final int BEFORE = 1_200;
  private static final int ITEMS = 30;
  private static final long END = Events.NOON + CLICKS * 1000L;

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  private long time = END;

  /** The final lists are as if the visitor had never come. */
  @Test
  void anErasedVisitorLeavesNoTraceInWhatIsPublished() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(CLICKS, 8, ITEMS, 5);
    List<ClickEvent> ofOthers = clicks.stream().filter(c -> !c.visitorId().equals("v3")).toList();
    Map<String, Map<String, Double>> expected = RecommendationTopologyIT.weights(ofOthers);
    assertThat(expected).hasSize(ITEMS);
    try (Live shop =
        new RecommendationFixture(2)
            .settings(RecommendationTopologyIT.publishingEveryVisit())
            .open()) {
      shop.ask(clicks.subList(0, BEFORE));
      shop.erasures.add(new VisitorErased("r", "shop", "v3", END));
      assertThat(shop.receipts.next().removed().get("visits")).isGreaterThan(100);
      // The visitor's of these are too late.
      clicks.subList(BEFORE, CLICKS).forEach(shop.clicks::add);
      // What is taken back takes several ways to an item.
      Await.untilAsserted(() -> published(shop), lists -> assertSame(lists, expected));
      assertThat(shop.receipts.isEmpty()).isTrue();
    }
  }

  /** Publishes every list once more, by visitors of one view each. */
  private Map<String, Map<String, Double>> published(Live shop) throws Exception {
    long round = time;
    for (int i = 0; i < ITEMS; i++) {
      shop.clicks.add(Events.view("end" + time, time, "end" + time++, "i" + i));
    }
    Map<String, Map<String, Double>> published = new HashMap<>();
    while (published.size() < ITEMS) {
      Neighbourhood list = shop.neighbourhoods.next();
      if (list.eventTime() >= round) {
        published.put(list.itemId(), RecommendationTopologyIT.byItem(list.neighbours()));
      }
    }
    return published;
  }

  private static void assertSame(
      Map<String, Map<String, Double>> published, Map<String, Map<String, Double>> expected) {
    assertThat(published.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (item, weights) -> {
          assertThat(published.get(item).keySet()).as(item).isEqualTo(weights.keySet());
          weights.forEach(
              (other, weight) ->
                  assertThat(published.get(item).get(other))
                      .as(item + " " + other)
                      .isCloseTo(weight, within(1e-3)));
        });
  }
}
