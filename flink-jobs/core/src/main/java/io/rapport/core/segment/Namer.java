package io.rapport.core.segment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names the segments of one model. A name first gives the feature by which the segment differs most
 * from the average customer, then the one by which it differs most from the nearest other segment.
 * While two names do not tell their segments apart, the next such feature is added.
 *
 * <p>The phrases of one name are never a subset of those of another.
 */
final class Namer {

  /**
   * The distance from the average, in standard deviations, below which a feature is not telling.
   */
  private static final double TELLING = 0.4;

  private static final String AVERAGE = "average";

  private final List<double[]> positions;
  private final Distance distance;
  private final List<Name> names = new ArrayList<>();

  private Namer(List<double[]> positions, Distance distance) {
    this.positions = positions;
    this.distance = distance;
  }

  /** The names of segments at the given positions, in standardised features. */
  static List<String> names(List<double[]> positions, Distance distance) {
    Namer namer = new Namer(positions, distance);
    positions.forEach(position -> namer.names.add(new Name(position)));
    namer.describe();
    namer.tellApart();
    return namer.names.stream().map(Name::toString).toList();
  }

  private void describe() {
    for (int i = 0; i < names.size(); i++) {
      Name name = names.get(i);
      name.addStrongest();
      int nearest = nearest(i);
      if (name.phrases.isEmpty()) {
        name.phrases.add(AVERAGE);
      } else if (nearest < 0) {
        name.addStrongest();
      } else {
        name.addContrast(positions.get(nearest));
      }
    }
  }

  private int nearest(int index) {
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < positions.size(); i++) {
      double d = i == index ? least : distance.between(positions.get(index), positions.get(i));
      if (d < least) {
        least = d;
        nearest = i;
      }
    }
    return nearest;
  }

  /**
   * Adds phrases until all names differ. It terminates, because each step adds a phrase: one a
   * feature, and at last a number of its own.
   */
  private void tellApart() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < names.size(); i++) {
        for (int other = coveredBy(i); other >= 0; other = coveredBy(i)) {
          if (!names.get(i).addContrast(positions.get(other))) {
            names.get(i).phrases.add("number " + (i + 1));
          }
          changed = true;
        }
      }
    }
  }

  /** A segment whose name contains all phrases of this one's; -1 if there is none. */
  private int coveredBy(int index) {
    for (int i = 0; i < names.size(); i++) {
      if (i != index && names.get(i).phrases.containsAll(names.get(index).phrases)) {
        return i;
      }
    }
    return -1;
  }

  /** The phrases of one segment's name, at most one a feature. */
  private static final class Name {

    private final double[] position;
    private final List<String> phrases = new ArrayList<>();
    private final Set<Integer> said = new HashSet<>();

    Name(double[] position) {
      this.position = position;
    }

    /** Adds the feature furthest from the average, if it is far enough. */
    void addStrongest() {
      int strongest = furthest(new double[position.length]);
      if (strongest >= 0 && Math.abs(position[strongest]) >= TELLING) {
        say(strongest, Feature.at(strongest).phrase(position[strongest] > 0));
      }
    }

    /**
     * Adds the feature furthest from another segment's, in absolute words where they are true, else
     * by comparison.
     *
     * @return whether there was one left by which the two differ
     */
    boolean addContrast(double[] other) {
      int furthest = furthest(other);
      if (furthest < 0) {
        return false;
      }
      boolean above = position[furthest] > other[furthest];
      boolean far = (above ? position[furthest] : -position[furthest]) >= TELLING;
      Feature feature = Feature.at(furthest);
      say(furthest, far ? feature.phrase(above) : feature.comparison(above));
      return true;
    }

    /** The unused feature that differs most; -1 if none differs. */
    private int furthest(double[] other) {
      int furthest = -1;
      double most = 0;
      for (int i = 0; i < position.length; i++) {
        double difference = Math.abs(position[i] - other[i]);
        if (difference > most && !said.contains(i)) {
          most = difference;
          furthest = i;
        }
      }
      return furthest;
    }

    private void say(int feature, String phrase) {
      said.add(feature);
      phrases.add(phrase);
    }

    @Override
    public String toString() {
      return String.join(", ", phrases);
    }
  }
}
