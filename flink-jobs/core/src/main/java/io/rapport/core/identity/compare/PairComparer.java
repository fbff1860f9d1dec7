package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares two persons in all fields: a level for each. */
public final class PairComparer {

  private final FieldComparator[] comparators = new FieldComparator[Field.count()];

  /** A comparer that knows the records seen so far. */
  public PairComparer(Population population) {
    List<FieldComparator> all =
        List.of(
            new NameComparator(Field.GIVEN_NAME, population),
            new NameComparator(Field.FAMILY_NAME, population),
            new DateComparator(),
            TextComparator.street(Field.STREET),
            TextComparator.street(Field.ADDRESS_LINE),
            CodeComparator.number(population),
            TextComparator.locality(),
            CodeComparator.postcode(population),
            TextComparator.region(),
            ContactComparator.mail(population),
            ContactComparator.phone(population),
            CodeComparator.nationalId(population),
            ContactComparator.device(population),
            new CategoryComparator(Field.GENDER),
            TextComparator.detail(Field.OCCUPATION),
            TextComparator.detail(Field.OTHER),
            TextComparator.detail(Field.OTHER_2),
            TextComparator.detail(Field.OTHER_3));
    for (FieldComparator comparator : all) {
      comparators[comparator.field().index()] = comparator;
    }
  }

  /** The levels of a field; level n is at n - 1. */
  public List<Level> levels(Field field) {
    return comparators[field.index()].levels();
  }

  /** Writes a level a field; {@link Level#MISSING} where one of the two has no value. */
  public void compare(Person a, Person b, byte[] levels) {
    for (int at = 0; at < comparators.length; at++) {
      Field field = Field.at(at);
      levels[at] =
          a.has(field) && b.has(field)
              ? (byte) comparators[at].compare(a, b)
              : (byte) Level.MISSING;
    }
    int exchanged = exchanged(a, b, levels);
    if (exchanged != Level.MISSING) {
      // One piece of evidence, written once.
      levels[Field.GIVEN_NAME.index()] = (byte) exchanged;
      levels[Field.FAMILY_NAME.index()] = (byte) Level.MISSING;
    }
  }

  /** Whether the given names are unlike, and both usual. */
  public static boolean givenNamesContradict(byte[] levels) {
    return levels[Field.GIVEN_NAME.index()] == NameComparator.CONTRADICTING;
  }

  /** Whether the given names are unlike, usual or not, where they are written in either place. */
  public static boolean givenNamesDiffer(byte[] levels) {
    return levels[Field.GIVEN_NAME.index()] >= NameComparator.HALF_SWAPPED;
  }

  /** Whether the national ids are equal, or all but equal. */
  public static boolean sameNationalId(byte[] levels) {
    int level = levels[Field.NATIONAL_ID.index()];
    return level == Level.SAME || level == CodeComparator.ONE_EDIT;
  }

  /** Whether the national ids have nothing in common. */
  public static boolean nationalIdsDiffer(byte[] levels) {
    return levels[Field.NATIONAL_ID.index()] > CodeComparator.ONE_EDIT;
  }

  /** Whether a given name is missing, and no e-mail address or birth date takes its place. */
  public static boolean nothingPersonalAgrees(byte[] levels) {
    return levels[Field.GIVEN_NAME.index()] == Level.MISSING
        && !agrees(levels[Field.BIRTH_DATE.index()], DateComparator.YEAR)
        && !agrees(levels[Field.E_MAIL.index()], ContactComparator.ALIKE);
  }

  /** Whether the birth dates or the national ids of a pair can be compared. */
  public static boolean hasBirthDateOrId(byte[] levels) {
    return levels[Field.BIRTH_DATE.index()] != Level.MISSING
        || levels[Field.NATIONAL_ID.index()] != Level.MISSING;
  }

  /** Whether the birth dates or the national ids of a pair are equal, or nearly so. */
  public static boolean birthDateOrIdAgrees(byte[] levels) {
    return sameNationalId(levels) || agrees(levels[Field.BIRTH_DATE.index()], DateComparator.YEAR);
  }

  private static boolean agrees(byte level, int firstThatDoesNot) {
    return level != Level.MISSING && level < firstThatDoesNot;
  }

  /**
   * Whether something besides names tells two persons apart: birth dates with nothing or the year
   * alone in common, different genders, or different e-mail addresses.
   */
  public static boolean personsDiffer(byte[] levels) {
    return levels[Field.BIRTH_DATE.index()] >= DateComparator.YEAR
        || levels[Field.GENDER.index()] > Level.SAME
        || levels[Field.E_MAIL.index()] > ContactComparator.ALIKE;
  }

  /**
   * The level of a pair of which the given name of each is the family name of the other, one of
   * them perhaps mistyped, or at least one is; missing for others. Only for pairs that both have
   * both names: a name alone is often a given and a family name.
   */
  private static int exchanged(Person a, Person b, byte[] levels) {
    if (levels[Field.GIVEN_NAME.index()] < NameComparator.PART
        || levels[Field.FAMILY_NAME.index()] < NameComparator.PART) {
      return Level.MISSING;
    }
    int first = NameComparator.alike(a, Field.GIVEN_NAME, b, Field.FAMILY_NAME);
    int second = NameComparator.alike(a, Field.FAMILY_NAME, b, Field.GIVEN_NAME);
    if (Math.min(first, second) > NameComparator.ONE_EDIT) {
      return Level.MISSING;
    }
    return Math.max(first, second) <= NameComparator.ALIKE
        ? NameComparator.SWAPPED
        : NameComparator.HALF_SWAPPED;
  }
}
