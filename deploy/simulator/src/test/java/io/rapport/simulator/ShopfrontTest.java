package io.rapport.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.simulator.dirt.SimulatedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopfrontTest {

  private static final long START = 1_790_000_000_000L;
  private static final SimulatorSettings SETTINGS =
      SimulatorSettings.of(1, START, 500).withSize(1_000, 500);
  private static final Instant NOW = Instant.ofEpochMilli(START);
  private static final int LISTS = 40_000;

  private final List<CatalogueItem> items = new ArrayList<>();
  private final List<Click> clicks = new ArrayList<>();

  ShopfrontTest() {
    ShopSimulator shop = new ShopSimulator(SETTINGS);
    while (clicks.size() < 500) {
      SimulatedRecord record = shop.next();
      if (record.value() instanceof CatalogueItem item && shop.isOpening()) {
        items.add(item);
      } else if (record.value() instanceof Click click && click.getAction() == ClickAction.VIEW) {
        clicks.add(click);
      }
    }
  }

  private Recommendation list(int n, String eventId, List<String> itemIds) {
    Recommendation list = new Recommendation();
    list.setRecommendationId("r" + n);
    list.setSite("default");
    list.setVisitorId("v");
    list.setTriggerEventId(eventId);
    list.setTriggerItemId(items.get(n % items.size()).getItemId());
    list.setItems(
        itemIds.stream()
            .map(id -> new RecommendedItem(id, 1.0, "co-occurrence", null, List.of()))
            .toList());
    return list;
  }

  private List<String> eight(int n) {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      ids.add(items.get((n + i * 37) % items.size()).getItemId());
    }
    return ids;
  }

  @Test
  void aShareIsLookedAtFromTheTopAndClickedAtMostOnce() {
    Shopfront front = new Shopfront(SETTINGS);
    Map<Integer, Integer> clicked = new HashMap<>();
    int lookedAt = 0;
    for (int n = 0; n < LISTS; n++) {
      List<Click> done = front.show(list(n, clicks.get(0).getEventId(), eight(n)), NOW);
      if (!done.isEmpty()) {
        lookedAt++;
        assertThat(done.subList(0, 6))
            .extracting(Click::getAction)
            .containsOnly(ClickAction.IMPRESSION);
        assertThat(done).extracting(Click::getEventId).doesNotHaveDuplicates();
        if (done.size() > 6) {
          assertThat(done).hasSize(7);
          clicked.merge(done.get(6).getSlot(), 1, Integer::sum);
          assertThat(done.get(6).getItemId()).isEqualTo(eight(n).get(done.get(6).getSlot()));
        }
      }
    }
    assertThat(lookedAt / (double) LISTS).isBetween(0.04, 0.06);
    assertThat(clicked.get(0)).isGreaterThan(clicked.getOrDefault(5, 0));
  }

  @Test
  void whatGoesWithTheItemOnThePageIsClickedMore() {
    Shopfront front = new Shopfront(SETTINGS);
    Map<Boolean, Integer> shown = new HashMap<>();
    Map<Boolean, Integer> clicked = new HashMap<>();
    for (int n = 0; n < LISTS; n++) {
      Recommendation list = list(n, clicks.get(0).getEventId(), eight(n));
      String shelf = items.get(n % items.size()).getCategory();
      for (Click click : front.show(list, NOW)) {
        boolean same =
            items.stream()
                .anyMatch(
                    item ->
                        item.getItemId().equals(click.getItemId())
                            && item.getCategory().equals(shelf));
        (click.getAction() == ClickAction.IMPRESSION ? shown : clicked)
            .merge(same, 1, Integer::sum);
      }
    }
    double same = clicked.get(true) / (double) shown.get(true);
    double other = clicked.get(false) / (double) shown.get(false);
    assertThat(same).isGreaterThan(2 * other);
  }

  @Test
  void equalListsGetEqualAnswersAndThoseOfOthersNone() {
    Shopfront front = new Shopfront(SETTINGS);
    Shopfront same = new Shopfront(SETTINGS);
    for (int n = 0; n < 1_000; n++) {
      Recommendation ours = list(n, clicks.get(n % 500).getEventId(), eight(n));
      assertThat(front.show(ours, NOW)).isEqualTo(same.show(ours, NOW));
      assertThat(front.show(list(n, "console-" + n, eight(n)), NOW)).isEmpty();
    }
  }
}
