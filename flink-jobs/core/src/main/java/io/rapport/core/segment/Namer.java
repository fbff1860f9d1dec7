package io.rapport.core.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names segments by what sets them apart from the average customer. */
final class Namer {

  /** A centroid closer to the average than this, in standard deviations, is not set apart. */
  private static final double TELLING = 0.4;

  private static final int WORDS = 2;

  private Namer() {}

  /** One name a position, in standardised features; no two the same. */
  static List<String> names(List<double[]> positions) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (double[] position : positions) {
      String name = name(position, WORDS);
      for (int words = WORDS + 1; taken.contains(name) && words <= position.length; words++) {
        name = name(position, words);
      }
      for (int i = 2; !taken.add(name); i++) {
        name = name(position, WORDS) + " (" + i + ")";
      }
      names.add(name);
    }
    return names;
  }

  private static String name(double[] position, int words) {
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < position.length; i++) {
      if (Math.abs(position[i]) >= TELLING) {
        dimensions.add(i);
      }
    }
    dimensions.sort(Comparator.comparingDouble((Integer i) -> -Math.abs(position[i])));
    return dimensions.isEmpty()
        ? "average"
        : String.join(
            ", ",
            dimensions.stream()
                .limit(words)
                .map(i -> Feature.at(i).phrase(position[i] > 0))
                .toList());
  }
}
