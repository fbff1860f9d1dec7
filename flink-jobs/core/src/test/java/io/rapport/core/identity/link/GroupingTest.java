package io.rapport.core.identity.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GroupingTest {

  private static double joint(double mean, double best) {
    return 0.6 * mean + 0.4 * best;
  }

  /** Two persons, each with a record and a copy, whom single linkage would chain. */
  @Test
  void takesTwoPersonsApart() {
    double[][] weights = {
      {0, 30, 5, 6},
      {30, 0, 7, 5},
      {5, 7, 0, 30},
      {6, 5, 30, 0}
    };
    assertThat(Grouping.of(weights, 10, GroupingTest::joint))
        .containsExactly(List.of(0, 1), List.of(2, 3));
    assertThat(Grouping.of(weights, 5, GroupingTest::joint)).containsExactly(List.of(0, 1, 2, 3));
  }

  @Property(tries = 300)
  void everyRecordIsInOneGroupAndNoTwoGroupsAreAlike(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int size) {
    Random random = new Random(seed);
    double[][] weights = new double[size][size];
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < a; b++) {
        weights[a][b] = random.nextInt(60) - 30;
        weights[b][a] = weights[a][b];
      }
    }
    List<List<Integer>> groups = Grouping.of(weights, 10, GroupingTest::joint);
    List<Integer> all = new ArrayList<>();
    groups.forEach(all::addAll);
    assertThat(all).doesNotHaveDuplicates().hasSize(size);
    for (List<Integer> a : groups) {
      for (List<Integer> b : groups) {
        if (a.get(0) < b.get(0)) {
          List<Double> pairs = new ArrayList<>();
          a.forEach(i -> b.forEach(j -> pairs.add(weights[i][j])));
          double mean = pairs.stream().mapToDouble(w -> w).average().orElseThrow();
          double best = pairs.stream().mapToDouble(w -> w).max().orElseThrow();
          assertThat(joint(mean, best)).isLessThan(10);
        }
      }
    }
  }
}
