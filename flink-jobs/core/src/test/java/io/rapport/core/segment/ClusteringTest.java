package io.rapport.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClusteringTest {

  @Test
  void aSwapLeavesALocalOptimum() {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<double[]> points = new ArrayList<>();
      points.addAll(cloud(0, 40, random));
      points.addAll(cloud(100, 40, random));
      points.addAll(cloud(200, 40, random));
      // Two centres share the first cloud, and the other two clouds share one.
      List<double[]> stuck =
          List.of(new double[] {-0.5, 0}, new double[] {0.5, 0}, new double[] {150, 0});
      Clustering.Swap swap = new Clustering(Shop.EUCLIDEAN, seed).swap(points, stuck);
      assertThat(swap.index()).isIn(0, 1);
      double x = swap.to()[0];
      assertThat(Math.min(Math.abs(x - 100), Math.abs(x - 200))).isLessThan(1);
      assertThat(swap.gain()).isBetween(0.9, 1.0);
    }
  }

  @Property(tries = 100)
  void aSwapGainsAtMostAllAndNothingFromTheOptimum(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int size) {
    List<double[]> points = cloud(0, size, new Random(seed));
    Clustering clustering = new Clustering(Shop.EUCLIDEAN, seed);
    Clustering.Swap swap = clustering.swap(points, List.of(points.get(0), points.get(1)));
    assertThat(swap.gain()).isLessThanOrEqualTo(1);
    assertThat(clustering.swap(points, points)).isNull();
  }

  @Property(tries = 100)
  void thereIsNoSwapWhenAllPointsAreTheSame(@ForAll @IntRange(min = 1, max = 9) int size) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      points.add(new double[] {3, 4});
    }
    Clustering clustering = new Clustering(Shop.EUCLIDEAN, size);
    assertThat(clustering.swap(points, List.of(points.get(0), new double[] {9, 9}))).isNull();
  }

  private static List<double[]> cloud(double x, int size, Random random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      points.add(new double[] {x + random.nextDouble() - 0.5, random.nextDouble() - 0.5});
    }
    return points;
  }
}
