package io.rapport.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Outcome;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ItemCardTest {

  private static final long DAY = 86_400_000;
  private static final RecommendationSettings SETTINGS = RecommendationSettings.DEFAULT;

  @Property
  void countsEveryVisitDecayedToTheNewest(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 30 * DAY) Long> times) {
    ItemCard card = new ItemCard(SETTINGS);
    List<Long> seen = new ArrayList<>();
    for (long offset : times) {
      long time = Clicks.NOON + offset;
      seen.add(time);
      long newest = seen.stream().mapToLong(Long::longValue).max().orElseThrow();
      double expected =
          seen.stream().mapToDouble(t -> Math.pow(0.5, (newest - t) / (3.0 * DAY))).sum();
      assertThat(card.visit(time)).isCloseTo(expected, withinPercentage(1e-6));
      card = ItemCard.fromBytes(card.toBytes(), SETTINGS);
    }
  }

  @Property
  void reportsEveryVisitOnce(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 20_000) Long> gaps) {
    // No fading to speak of, so that the reports can be added up.
    RecommendationSettings settings =
        SETTINGS.with(
            new TrendingSettings(ForwardDecay.halfLife(10_000 * DAY), 10, 10, 10_000, 0, 10, DAY));
    ItemCard card = new ItemCard(settings);
    long time = Clicks.NOON;
    double reported = 0;
    long last = Long.MIN_VALUE;
    for (long gap : gaps) {
      time += gap;
      card.visit(time);
      TrendReport report = card.report("shop", "a");
      if (report != null) {
        reported += report.weight();
        assertThat(last == Long.MIN_VALUE || time - last >= 10_000).isTrue();
        last = time;
      }
      card = ItemCard.fromBytes(card.toBytes(), settings);
    }
    card.visit(time + 10_000);
    reported += card.report("shop", "a").weight();
    assertThat(reported).isCloseTo(gaps.size() + 1, withinPercentage(0.01));
  }

  @Test
  void theNewestCatalogueEntryDecides() {
    ItemCard card = new ItemCard(SETTINGS);
    assertThat(card.available()).isTrue();
    assertThat(card.apply(entry("1", 10, 0))).isEqualTo(Outcome.PROCESSED);
    assertThat(card.available()).isFalse();
    assertThat(card.apply(entry("2", 5, 3))).isEqualTo(Outcome.LATE);
    assertThat(card.apply(entry("1", 20, 3))).isEqualTo(Outcome.DUPLICATE);
    card = ItemCard.fromBytes(card.toBytes(), SETTINGS);
    assertThat(card.available()).isFalse();
    assertThat(card.apply(entry("1", 20, 3))).isEqualTo(Outcome.DUPLICATE);
    assertThat(card.apply(entry("3", 20, -1))).isEqualTo(Outcome.PROCESSED);
    assertThat(card.available()).isTrue();
  }

  private static CatalogueEntry entry(String id, long time, int stock) {
    return new CatalogueEntry(
        id, time, "shop", "a", null, null, null, null, 1, null, stock, true, "");
  }
}
