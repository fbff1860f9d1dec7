package io.rapport.core.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** K-means on a small sample in memory: k-means++ seeding, then Lloyd's iterations. */
final class Clustering {

  private static final int ITERATIONS = 20;
  private static final int SWAP_ITERATIONS = 5;
  private static final int RESTARTS = 5;

  private final Distance distance;
  private final SplittableRandom random;

  /**
   * A swap of a centre to a better position.
   *
   * @param index of the centre
   * @param to its new position
   * @param gain share by which the error would fall; at most 1
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Swap(int index, double[] to, double gain) {}

  Clustering(Distance distance, long seed) {
    this.distance = distance;
    this.random = new SplittableRandom(seed);
  }

  /** The centres of at most k clusters of the points: the best of several starts. */
  List<double[]> centres(List<double[]> points, int k) {
    List<double[]> best = List.of();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < RESTARTS; i++) {
      List<double[]> centres = lloyd(points, seeds(points, k), ITERATIONS);
      double error = error(points, centres);
      if (error < least) {
        least = error;
        best = centres;
      }
    }
    return best;
  }

  /**
   * A point drawn with a probability that grows with the squared distance to the nearest centre
   * (Arthur and Vassilvitskii, k-means++, 2007); null when every point is a centre.
   */
  double[] far(List<double[]> points, List<double[]> centres) {
    double[] squares = new double[points.size()];
    double total = 0;
    for (int i = 0; i < squares.length; i++) {
      squares[i] = square(points.get(i), centres);
      total += squares[i];
    }
    if (total <= 0) {
      return null;
    }
    double draw = random.nextDouble() * total;
    int drawn = -1;
    for (int i = 0; i < squares.length && draw >= 0; i++) {
      if (squares[i] > 0) {
        drawn = i;
        draw -= squares[i];
      }
    }
    return points.get(drawn);
  }

  /**
   * The best of several trial swaps, one a centre, each of which puts the centre elsewhere (random
   * swap: Fränti, 2018). Lloyd's iterations alone cannot leave a local optimum in which one cluster
   * has two centres while two clusters share one. Both sides are compared after the same number of
   * iterations, so that only the swap counts. Null when there is no error to lower.
   */
  Swap swap(List<double[]> points, List<double[]> centres) {
    double before = error(points, lloyd(points, centres, SWAP_ITERATIONS));
    if (before <= 0) {
      return null;
    }
    Swap best = null;
    for (int i = 0; i < centres.size(); i++) {
      List<double[]> others = new ArrayList<>(centres);
      others.remove(i);
      double[] far = far(points, others);
      if (far == null) {
        return null;
      }
      List<double[]> swapped = new ArrayList<>(centres);
      swapped.set(i, far);
      swapped = lloyd(points, swapped, SWAP_ITERATIONS);
      double gain = 1 - error(points, swapped) / before;
      if (best == null || gain > best.gain) {
        best = new Swap(i, swapped.get(i), gain);
      }
    }
    return best;
  }

  /** The sum of the squared distances of the points to their nearest centres. */
  double error(List<double[]> points, List<double[]> centres) {
    double error = 0;
    for (double[] point : points) {
      error += square(point, centres);
    }
    return error;
  }

  private List<double[]> seeds(List<double[]> points, int k) {
    List<double[]> seeds = new ArrayList<>();
    seeds.add(points.get(random.nextInt(points.size())));
    while (seeds.size() < k) {
      double[] seed = far(points, seeds);
      if (seed == null) {
        break;
      }
      seeds.add(seed);
    }
    return seeds;
  }

  private List<double[]> lloyd(List<double[]> points, List<double[]> seeds, int iterations) {
    List<double[]> centres = seeds;
    for (int i = 0; i < iterations; i++) {
      List<Sums> sums = new ArrayList<>();
      for (double[] centre : centres) {
        sums.add(new Sums(centre.length));
      }
      for (double[] point : points) {
        sums.get(nearest(point, centres)).add(point, 1);
      }
      List<double[]> moved = new ArrayList<>();
      for (int c = 0; c < centres.size(); c++) {
        moved.add(sums.get(c).count() > 0 ? sums.get(c).mean() : centres.get(c));
      }
      centres = moved;
    }
    return centres;
  }

  private int nearest(double[] point, List<double[]> centres) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centres.size(); c++) {
      double d = distance.between(point, centres.get(c));
      if (d < least) {
        least = d;
        nearest = c;
      }
    }
    return nearest;
  }

  private double square(double[] point, List<double[]> centres) {
    double d = distance.between(point, centres.get(nearest(point, centres)));
    return d * d;
  }
}
