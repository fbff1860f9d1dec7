package io.rapport.core.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.catalogue.Popularity;
import io.rapport.core.recommendation.catalogue.PopularityLevels;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.state.Repacked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExposureTest {

  private static ExposedList list(Random random, int catalogue) {
    int size = 1 + random.nextInt(6);
    long[] items = new long[size];
    int[] deciles = new int[size];
    double[] novelties = new double[size];
    List<String> categories = new ArrayList<>();
    List<String> sellers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items[i] = random.nextInt(catalogue);
      boolean known = random.nextInt(4) > 0;
      deciles[i] = known ? 1 + random.nextInt(10) : 0;
      novelties[i] = known ? random.nextDouble() * 20 : Double.NaN;
      categories.add(random.nextInt(5) == 0 ? "" : "c" + random.nextInt(14));
      sellers.add("s" + random.nextInt(3));
    }
    return new ExposedList("shop", catalogue, items, deciles, novelties, categories, sellers);
  }

  /**
   * The Gini coefficient by its definition: the mean difference between any two, over twice the
   * mean.
   */
  private static double slowGini(Map<Long, Double> exposure, int catalogue) {
    double differences = 0;
    double sum = 0;
    for (long i = 0; i < catalogue; i++) {
      sum += exposure.getOrDefault(i, 0.0);
      for (long j = 0; j < catalogue; j++) {
        differences += Math.abs(exposure.getOrDefault(i, 0.0) - exposure.getOrDefault(j, 0.0));
      }
    }
    return differences / (2 * catalogue * sum);
  }

  @Property(tries = 200)
  void isWhatTheSlowFormulasSay(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int catalogue,
      @ForAll @IntRange(min = 1, max = 30) int lists) {
    Random random = new Random(seed);
    ExposureTotals totals = new ExposureTotals(ExposureSettings.DEFAULT);
    ExposureTotals other = new ExposureTotals(ExposureSettings.DEFAULT);
    Map<Long, Double> exposure = new HashMap<>();
    Map<String, Double> categories = new HashMap<>();
    double all = 0;
    List<Double> novelties = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      ExposedList list = list(random, catalogue);
      (random.nextBoolean() ? totals : other).add(list);
      for (int rank = 1; rank <= list.items().length; rank++) {
        double weight = 1 / (Math.log(1 + rank) / Math.log(2));
        all += weight;
        exposure.merge(list.items()[rank - 1], weight, Double::sum);
        categories.merge(list.categories().get(rank - 1), weight, Double::sum);
        if (list.deciles()[rank - 1] > 0) {
          novelties.add(list.novelties()[rank - 1]);
        }
      }
    }
    ExposureSum both =
        new ExposureSum("shop", ExposureTotals.format(ExposureSettings.DEFAULT).pack(totals))
            .plus(
                new ExposureSum(
                    "shop", ExposureTotals.format(ExposureSettings.DEFAULT).pack(other)),
                ExposureSettings.DEFAULT);
    ExposureTotals sum = ExposureTotals.format(ExposureSettings.DEFAULT).unpack(both.packed());
    assertThat(sum.gini()).isCloseTo(slowGini(exposure, catalogue), within(1e-9));
    assertThat(sum.coverage()).isEqualTo((double) exposure.size() / catalogue);
    if (!novelties.isEmpty()) {
      assertThat(sum.novelty())
          .isCloseTo(
              novelties.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
              within(1e-9));
    }
    for (Report report : sum.reports("shop", 9)) {
      String category = report.dimensions().get("category");
      if (category != null && !category.equals(ExposureTotals.OTHERS)) {
        assertThat(report.measurement().mean())
            .isCloseTo(categories.get(category) / all, within(1e-9));
      }
    }
    for (String dimension : List.of("category", "seller")) {
      assertThat(
              sum.reports("shop", 9).stream()
                  .filter(report -> report.dimensions().containsKey(dimension))
                  .mapToDouble(report -> report.measurement().mean())
                  .sum())
          .satisfiesAnyOf(
              total -> assertThat(total).isCloseTo(1, within(1e-9)),
              total -> assertThat(categories.keySet()).containsExactly(""));
    }
  }

  /** Deciles and novelty by level equal those of the items looked at one by one. */
  @Property(tries = 100)
  void aLevelTellsDecileAndNovelty(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int items) {
    Random random = new Random(seed);
    PopularityLevels levels = new PopularityLevels();
    List<Integer> sorted = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      int level = random.nextInt(12);
      levels.move(-1, level);
      sorted.add(level);
    }
    sorted.sort(null);
    double visits = sorted.stream().mapToDouble(Popularity::visits).sum();
    for (int level : sorted) {
      int below = sorted.indexOf(level);
      int upTo = sorted.lastIndexOf(level) + 1;
      int expected = Math.min(10, 1 + (int) (10 * ((below + upTo) / 2.0) / items));
      assertThat(levels.decile(level)).isEqualTo(expected);
      assertThat(levels.novelty(level))
          .isCloseTo(-Math.log(Popularity.visits(level) / visits) / Math.log(2), within(1e-9));
    }
  }

  @Test
  void beyondTheCapsOnlyTheSumsOverAllAreKept() {
    ExposureSettings caps =
        ExposureSettings.DEFAULT.with(e -> e.share(1).maxItems(2).maxNames(1).reportedNames(1));
    ExposureTotals totals = new ExposureTotals(caps);
    for (String name : List.of("a", "b", "a", "c")) {
      totals.add(
          new ExposedList(
              "shop",
              10,
              new long[] {name.charAt(0)},
              new int[1],
              new double[] {Double.NaN},
              List.of(name),
              List.of("s")));
    }
    assertThat(totals.distinct()).isEqualTo(2);
    assertThat(totals.refused()).isEqualTo(1 + 2); // the item c; the categories b and c
    ExposureTotals read = Repacked.of(ExposureTotals.format(caps), totals);
    assertThat(read.reports("shop", 9))
        .filteredOn(report -> report.dimensions().containsKey("category"))
        .extracting(
            report -> report.dimensions().get("category"), report -> report.measurement().mean())
        .containsExactly(tuple("a", 0.5), tuple(ExposureTotals.OTHERS, 0.5));
  }

  @Test
  void anEvenShareIsZeroAndOneForAllIsNearlyOne() {
    ExposureTotals even = new ExposureTotals(ExposureSettings.DEFAULT);
    ExposureTotals one = new ExposureTotals(ExposureSettings.DEFAULT);
    for (int i = 0; i < 100; i++) {
      even.add(single(i));
      one.add(single(7));
    }
    assertThat(even.gini()).isCloseTo(0, within(1e-9));
    assertThat(even.coverage()).isEqualTo(1);
    assertThat(one.gini()).isCloseTo(0.99, within(1e-9));
    assertThat(one.coverage()).isEqualTo(0.01);
  }

  private static ExposedList single(int item) {
    return new ExposedList(
        "shop",
        100,
        new long[] {item},
        new int[] {0},
        new double[] {Double.NaN},
        List.of(""),
        List.of(""));
  }
}
