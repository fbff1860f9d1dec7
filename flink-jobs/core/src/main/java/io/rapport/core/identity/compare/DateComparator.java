package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;

/** Compares birth dates of eight digits, year first. */
final class DateComparator implements FieldComparator {

  static final int EXCHANGED = 2;
  private static final int ONE_DIGIT = 3;
  static final int TWO_PARTS = 4;
  static final int YEAR = 5;
  static final int DIFFERENT = 6;

  private static final List<Level> LEVELS =
      List.of(
          new Level("same %s %v", 0.84, 0.00005),
          new Level("day and month of the %s exchanged", 0.01, 0.00005),
          new Level("one digit of the %s differs", 0.06, 0.0008),
          new Level("two parts of the %s agree", 0.03, 0.004),
          new Level("same year of birth", 0.02, 0.012),
          new Level("different %ss", 0.04, 0.983));

  @Override
  public Field field() {
    return Field.BIRTH_DATE;
  }

  @Override
  public List<Level> levels() {
    return LEVELS;
  }

  @Override
  public int compare(Person a, Person b) {
    if (a.hash(Field.BIRTH_DATE) == b.hash(Field.BIRTH_DATE)) {
      return Level.SAME;
    }
    String left = a.value(Field.BIRTH_DATE);
    String right = b.value(Field.BIRTH_DATE);
    boolean year = left.regionMatches(0, right, 0, 4);
    if (yearOnly(left) || yearOnly(right)) {
      return year ? YEAR : DIFFERENT;
    }
    if (year && left.regionMatches(4, right, 6, 2) && left.regionMatches(6, right, 4, 2)) {
      return EXCHANGED;
    }
    if (TextSimilarity.oneEdit(left, right)) {
      return ONE_DIGIT;
    }
    boolean month = left.regionMatches(4, right, 4, 2);
    boolean day = left.regionMatches(6, right, 6, 2);
    if (year ? month || day : month && day) {
      return TWO_PARTS;
    }
    return year ? YEAR : DIFFERENT;
  }

  /** Whether a person has a birth date, and more of it than the year. */
  static boolean dated(Person person) {
    return person.has(Field.BIRTH_DATE) && !yearOnly(person.value(Field.BIRTH_DATE));
  }

  private static boolean yearOnly(String date) {
    return date.endsWith("0000");
  }
}
