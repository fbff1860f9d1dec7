package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares texts of one or several words: streets, localities, occupations. */
final class TextComparator implements FieldComparator {

  static final int ONE_EDIT = 2;
  private static final int CLOSE = 3;
  private static final int ALIKE = 4;
  private static final int DIFFERENT = 5;
  private static final int SHORTEST_MISTYPED = 4;
  private static final double VERY_SIMILAR = 0.92;
  private static final double SIMILAR = 0.85;

  private final Field field;
  private final List<Level> levels;

  private TextComparator(Field field, double[] m, double[] u) {
    this.field = field;
    this.levels =
        List.of(
            new Level("same %s '%v'", m[0], u[0]),
            new Level("one letter of the %s differs", m[1], u[1]),
            new Level("very similar %s", m[2], u[2]),
            new Level("similar %s", m[3], u[3]),
            new Level("different %s", m[4], u[4]));
  }

  static TextComparator street(Field field) {
    return new TextComparator(
        field,
        new double[] {0.70, 0.12, 0.05, 0.05, 0.08},
        new double[] {0.0008, 0.0004, 0.001, 0.01, 0.9878});
  }

  static TextComparator locality() {
    return new TextComparator(
        Field.LOCALITY,
        new double[] {0.80, 0.08, 0.03, 0.03, 0.06},
        new double[] {0.003, 0.0007, 0.003, 0.015, 0.9783});
  }

  static TextComparator region() {
    return new TextComparator(
        Field.REGION,
        new double[] {0.88, 0.02, 0.01, 0.02, 0.07},
        new double[] {0.2, 0.002, 0.01, 0.02, 0.768});
  }

  /** A comparator of a text of which nothing is known. */
  static TextComparator detail(Field field) {
    return new TextComparator(
        field,
        new double[] {0.65, 0.05, 0.05, 0.05, 0.2},
        new double[] {0.03, 0.002, 0.008, 0.02, 0.94});
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public List<Level> levels() {
    return levels;
  }

  @Override
  public int compare(Person a, Person b) {
    if (a.hash(field) == b.hash(field)) {
      return Level.SAME;
    }
    String left = a.value(field);
    String right = b.value(field);
    if (Math.min(left.length(), right.length()) >= SHORTEST_MISTYPED
        && TextSimilarity.oneEdit(left, right)) {
      return ONE_EDIT;
    }
    double similarity = TextSimilarity.jaroWinkler(a, b, field);
    if (similarity >= VERY_SIMILAR) {
      return CLOSE;
    }
    return similarity >= SIMILAR || manyWordsInCommon(a.words(field), b.words(field))
        ? ALIKE
        : DIFFERENT;
  }

  /** Whether more than half of all different words are in both. */
  private static boolean manyWordsInCommon(long[] a, long[] b) {
    int common = 0;
    for (long one : a) {
      for (long other : b) {
        if (one == other) {
          common++;
          break;
        }
      }
    }
    return 2 * common > a.length + b.length - common;
  }
}
