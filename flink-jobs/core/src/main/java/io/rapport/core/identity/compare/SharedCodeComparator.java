package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import java.util.List;

/**
 * A comparator of codes, of which one character may be wrong or two exchanged. A value that many
 * people share says nothing.
 */
abstract class SharedCodeComparator implements FieldComparator {

  static final int ONE_EDIT = 2;

  private final Field field;
  private final List<Level> levels;
  private final Population population;

  /**
   * @param levels the last one is that of different values
   */
  SharedCodeComparator(Field field, Population population, List<Level> levels) {
    this.field = field;
    this.population = population;
    this.levels = levels;
  }

  @Override
  public final Field field() {
    return field;
  }

  @Override
  public final List<Level> levels() {
    return levels;
  }

  final boolean shared(long hash) {
    return population.shared(field, hash);
  }

  /** The level of different values. */
  final int different() {
    return levels.size();
  }

  /**
   * The same, one edit or different.
   *
   * @param shortest length of codes of which one edit is none of another code
   */
  final int level(String left, String right, int shortest) {
    if (left.equals(right)) {
      return Level.SAME;
    }
    boolean mistyped =
        different() > ONE_EDIT
            && Math.min(left.length(), right.length()) >= shortest
            && TextSimilarity.oneEdit(left, right);
    return mistyped ? ONE_EDIT : different();
  }
}
