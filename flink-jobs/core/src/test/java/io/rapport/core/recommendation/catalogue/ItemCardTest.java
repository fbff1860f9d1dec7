package io.rapport.core.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      long time = Events.NOON + offset;
      seen.add(time);
      long newest = seen.stream().mapToLong(Long::longValue).max().orElseThrow();
      double expected =
          seen.stream().mapToDouble(t -> Math.pow(0.5, (newest - t) / (3.0 * DAY))).sum();
      assertThat(card.visit(time, null)).isCloseTo(expected, withinPercentage(1e-6));
      card = Repacked.of(ItemCard.format(SETTINGS), card);
    }
  }

  @Property
  void reportsEveryVisitOnce(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 20_000) Long> gaps) {
    // Almost no decay, so that the reports can be summed.
    RecommendationSettings settings =
        SETTINGS.with(
            s ->
                s.trending(
                    TrendingSettings.DEFAULT.with(
                        t ->
                            t.decay(ForwardDecay.halfLife(10_000 * DAY))
                                .capacity(10)
                                .size(10)
                                .publishIntervalMillis(0)
                                .lists(10)
                                .segments(2)
                                .expiryMillis(DAY))));
    ItemCard card = new ItemCard(settings);
    long time = Events.NOON;
    Map<TrendingScope, Double> reported = new HashMap<>();
    long last = Long.MIN_VALUE;
    for (long gap : gaps) {
      time += gap;
      String segment = gap % 4 == 0 ? null : "s" + gap % 4;
      card.visit(time, segment);
      List<TrendReport> reports = card.reports("shop", "a");
      if (!reports.isEmpty()) {
        reports.forEach(report -> reported.merge(report.scope(), report.weight(), Double::sum));
        assertThat(last == Long.MIN_VALUE || time - last >= 10_000).isTrue();
        last = time;
      }
      card = Repacked.of(ItemCard.format(settings), card);
    }
    card.visit(time + 10_000, null);
    card.reports("shop", "a")
        .forEach(report -> reported.merge(report.scope(), report.weight(), Double::sum));
    assertThat(reported.remove(TrendingScope.site("shop")))
        .isCloseTo(gaps.size() + 1, withinPercentage(0.01));
    // Between two reports there is room for two segments.
    for (int s = 1; s < 4; s++) {
      int remainder = s;
      long visits = gaps.stream().filter(gap -> gap % 4 == remainder).count();
      Double told = reported.remove(TrendingScope.segment("shop", "s" + s));
      assertThat(told == null ? 0 : told).isLessThan(visits + 1e-2);
    }
    assertThat(reported).isEmpty();
  }

  @Test
  void theNewestCatalogueEntryDecides() {
    ItemCard card = new ItemCard(SETTINGS);
    assertThat(card.available()).isTrue();
    assertThat(card.apply(entry("1", 10, 0))).isEqualTo(Outcome.PROCESSED);
    assertThat(card.available()).isFalse();
    assertThat(card.apply(entry("2", 5, 3))).isEqualTo(Outcome.LATE);
    assertThat(card.apply(entry("1", 20, 3))).isEqualTo(Outcome.DUPLICATE);
    card = Repacked.of(ItemCard.format(SETTINGS), card);
    assertThat(card.available()).isFalse();
    assertThat(card.apply(entry("1", 20, 3))).isEqualTo(Outcome.DUPLICATE);
    assertThat(card.apply(entry("3", 20, -1))).isEqualTo(Outcome.PROCESSED);
    assertThat(card.available()).isTrue();
  }

  private static CatalogueEntry entry(String id, long time, int stock) {
    return Events.entry("a", time).eventId(id).stock(stock).build();
  }
}
