package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares values of a short list, such as genders: equal or not. */
final class CategoryComparator implements FieldComparator {

  private static final List<Level> LEVELS =
      List.of(new Level("same %s", 0.96, 0.5), new Level("different %ss", 0.04, 0.5));

  private final Field field;

  CategoryComparator(Field field) {
    this.field = field;
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public List<Level> levels() {
    return LEVELS;
  }

  @Override
  public int compare(Person a, Person b) {
    return a.hash(field) == b.hash(field) ? Level.SAME : LEVELS.size();
  }
}
