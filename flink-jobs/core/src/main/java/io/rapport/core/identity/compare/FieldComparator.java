package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares two persons in one field. Symmetric in the two persons. */
public interface FieldComparator {

  Field field();

  /**
   * The levels from {@link Level#SAME} on; {@link Level#MISSING} is not among them, so that level n
   * is at n - 1.
   */
  List<Level> levels();

  /**
   * The level of a pair that both have the field: from 1 to the number of levels, or {@link
   * Level#MISSING} where the values say nothing.
   */
  int compare(Person a, Person b);
}
