package io.rapport.core.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExplorerTest {

  private static final int EVENTS = 20_000;

  private static List<RankedItem> items(int n) {
    List<RankedItem> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      items.add(new RankedItem("i" + i, 1.0 / (1 + i), CandidateSource.CO_OCCURRENCE, List.of()));
    }
    return items;
  }

  @Property
  void probabilitiesAddUpArePositiveAndGrowWithTheScore(
      @ForAll @Size(min = 2, max = 12) List<@DoubleRange(min = 0, max = 5) Double> scores,
      @ForAll @DoubleRange(min = 0, max = 1_000) double greed) {
    double[] array = scores.stream().mapToDouble(Double::doubleValue).toArray();
    double[] propensities = Explorer.propensities(array, greed);
    double sum = 0;
    for (int i = 0; i < array.length; i++) {
      sum += propensities[i];
      assertThat(propensities[i]).isPositive();
      for (int j = 0; j < array.length; j++) {
        if (array[i] > array[j]) {
          assertThat(propensities[i]).isGreaterThanOrEqualTo(propensities[j] - 1e-12);
        }
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void drawsAsOftenAsItSays() {
    Explorer explorer =
        new Explorer(ExplorationSettings.DEFAULT.with(e -> e.share(1).slot(2).arms(5).greed(10)));
    Map<Integer, Integer> drawn = new HashMap<>();
    Exploration any = null;
    for (int n = 0; n < EVENTS; n++) {
      any = explorer.explore("event-" + n, items(10));
      drawn.merge(any.chosen(), 1, Integer::sum);
    }
    for (int arm = 0; arm < 5; arm++) {
      assertThat(drawn.get(arm) / (double) EVENTS)
          .isCloseTo(any.arms().get(arm).propensity(), within(0.01));
    }
  }

  @Test
  void exploresTheShareAskedForAndTheSameEventAlike() {
    Explorer explorer =
        new Explorer(ExplorationSettings.DEFAULT.with(e -> e.share(0.2).slot(2).arms(5).greed(10)));
    int explored = 0;
    for (int n = 0; n < EVENTS; n++) {
      Exploration exploration = explorer.explore("event-" + n, items(10));
      explored += exploration == null ? 0 : 1;
      assertThat(explorer.explore("event-" + n, items(10))).isEqualTo(exploration);
    }
    assertThat(explored / (double) EVENTS).isCloseTo(0.2, within(0.01));
  }

  @Test
  void movesTheItemDrawnToThePlaceAndLeavesTheRestInOrder() {
    Explorer explorer =
        new Explorer(ExplorationSettings.DEFAULT.with(e -> e.share(1).slot(2).arms(5).greed(0)));
    for (int n = 0; n < 100; n++) {
      List<RankedItem> items = items(10);
      Exploration exploration = explorer.explore("event-" + n, items);
      String drawn = exploration.arms().get(exploration.chosen()).itemId();
      assertThat(items.get(2).itemId()).isEqualTo(drawn);
      items.remove(2);
      List<RankedItem> rest = items(10);
      rest.removeIf(item -> item.itemId().equals(drawn));
      assertThat(items).isEqualTo(rest);
      assertThat(exploration.arms()).extracting(Arm::itemId).contains("i2", "i6").hasSize(5);
    }
  }

  @Test
  void leavesShortListsAlone() {
    Explorer explorer =
        new Explorer(ExplorationSettings.DEFAULT.with(e -> e.share(1).slot(2).arms(5).greed(0)));
    assertThat(explorer.explore("event", items(3))).isNull();
    assertThat(explorer.explore("event", items(0))).isNull();
    assertThat(explorer.explore("event", items(4)).arms()).hasSize(2);
    assertThat(new Explorer(ExplorationSettings.OFF).explore("event", items(9))).isNull();
  }
}
