package io.rapport.core.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the nearest segment of one model, and explains what sets a segment apart. */
public final class Assigner {

  /** The number of features named as reasons. */
  private static final int REASONS = 3;

  private final Centroids model;
  private final Distance distance;
  private final Standardiser standardiser;
  private final double[][] positions;

  /**
   * An assigner.
   *
   * @param model with at least one segment
   */
  public Assigner(Centroids model, Distance distance) {
    this.model = model;
    this.distance = distance;
    this.standardiser = Standardiser.of(model);
    this.positions =
        model.segments().stream()
            .map(segment -> Standardiser.array(segment.position()))
            .toArray(double[][]::new);
  }

  /** The model used. */
  public Centroids model() {
    return model;
  }

  /** The index in the model of the segment nearest to a point, which is not standardised. */
  public int nearest(double[] point) {
    double[] z = standardiser.standardised(point);
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < positions.length; i++) {
      double d = distance.between(z, positions[i]);
      if (d < least) {
        least = d;
        nearest = i;
      }
    }
    return nearest;
  }

  /**
   * The distance of a point, not standardised, to the segment of an index, in standard deviations.
   */
  public double distance(double[] point, int index) {
    return distance.between(standardiser.standardised(point), positions[index]);
  }

  /** The index in the model of a segment's id; -1 when the model no longer has it. */
  public int index(int segmentId) {
    for (int i = 0; i < positions.length; i++) {
      if (model.segments().get(i).id() == segmentId) {
        return i;
      }
    }
    return -1;
  }

  /** The features by which a segment differs most from the average customer. */
  public List<Reason> reasons(double[] point, int index) {
    double[] z = positions[index];
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < z.length; i++) {
      dimensions.add(i);
    }
    dimensions.sort(Comparator.comparingDouble((Integer i) -> -Math.abs(z[i])));
    return dimensions.stream()
        .limit(REASONS)
        .map(i -> new Reason(Feature.at(i).label(), Feature.at(i).natural(point[i]), z[i]))
        .toList();
  }
}
