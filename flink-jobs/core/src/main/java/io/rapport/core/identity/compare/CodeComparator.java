package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares codes of one value. The first half of a postcode is a place of its own. */
final class CodeComparator extends SharedCodeComparator {

  private static final int START = 3;
  private static final int SHORTEST_MISTYPED = 2;

  private final boolean hasStart;

  /**
   * A comparator.
   *
   * @param levels same, one edit, and different; with same start in front of different where it has
   *     four
   */
  CodeComparator(Field field, Population population, List<Level> levels) {
    super(field, population, levels);
    this.hasStart = levels.size() > START;
  }

  static CodeComparator nationalId(Population population) {
    return new CodeComparator(
        Field.NATIONAL_ID,
        population,
        List.of(
            new Level("same %s", 0.89, 0.00001),
            new Level("one digit of the %s differs", 0.06, 0.00002),
            new Level("different %ss", 0.05, 0.99997)));
  }

  static CodeComparator number(Population population) {
    return new CodeComparator(
        Field.NUMBER,
        population,
        List.of(
            new Level("same %s %v", 0.85, 0.012),
            new Level("one digit of the %s differs", 0.06, 0.12),
            new Level("different %ss", 0.09, 0.868)));
  }

  static CodeComparator postcode(Population population) {
    return new CodeComparator(
        Field.POSTCODE,
        population,
        List.of(
            new Level("same %s %v", 0.85, 0.001),
            new Level("one digit of the %s differs", 0.08, 0.01),
            new Level("%s of the same area", 0.02, 0.08),
            new Level("different %ss", 0.05, 0.909)));
  }

  @Override
  public int compare(Person a, Person b) {
    Field field = field();
    if (shared(a.hash(field)) || shared(b.hash(field))) {
      return Level.MISSING;
    }
    if (a.hash(field) == b.hash(field)) {
      return Level.SAME;
    }
    String left = a.value(field);
    String right = b.value(field);
    int level = level(left, right, SHORTEST_MISTYPED);
    int half = Math.max(left.length(), right.length()) / 2;
    boolean start = hasStart && half > 0 && left.regionMatches(0, right, 0, half);
    return level == different() && start ? START : level;
  }
}
