package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.List;
import java.util.Objects;

/**
 * Compares given names or family names. Two different names that many others have too contradict
 * each other; of two of which one is rare, that one may be mistyped.
 */
final class NameComparator implements FieldComparator {

  static final int NICKNAME = 2;
  static final int ONE_EDIT = 3;
  static final int CLOSE = 4;
  static final int ALIKE = 5;
  static final int PART = 6;
  static final int SWAPPED = 7;
  static final int HALF_SWAPPED = 8;
  static final int DIFFERENT = 9;
  static final int CONTRADICTING = 10;

  private static final double VERY_SIMILAR = 0.92;
  private static final double SIMILAR = 0.85;
  private static final int SHORTEST_MISTYPED = 3;

  private static final List<Level> GIVEN =
      List.of(
          new Level("same %s '%v'", 0.72, 0.006),
          new Level("a short form of the %s", 0.03, 0.002),
          new Level("one letter of the %s differs", 0.10, 0.002),
          new Level("very similar %s", 0.03, 0.003),
          new Level("similar %s", 0.03, 0.01),
          new Level("an initial or a part of the %s", 0.02, 0.01),
          new Level("given and family name exchanged", 0.01, 0.00005),
          new Level("the given name of one is the family name of the other", 0.005, 0.0005),
          new Level("%s unlike, one of them rare", 0.04, 0.45),
          new Level("different %ss", 0.02, 0.517));

  private static final List<Level> FAMILY =
      List.of(
          new Level("same %s '%v'", 0.75, 0.003),
          new Level("a short form of the %s", 0.001, 0.001),
          new Level("one letter of the %s differs", 0.10, 0.001),
          new Level("very similar %s", 0.03, 0.002),
          new Level("similar %s", 0.03, 0.01),
          new Level("an initial or a part of the %s", 0.019, 0.003),
          new Level("given and family name exchanged", 0.01, 0.00005),
          new Level("the given name of one is the family name of the other", 0.005, 0.0005),
          new Level("%s unlike, one of them rare", 0.04, 0.65),
          new Level("different %ss", 0.02, 0.33));

  private final Field field;
  private final Population population;

  NameComparator(Field field, Population population) {
    this.field = field;
    this.population = population;
  }

  @Override
  public Field field() {
    return field;
  }

  @Override
  public List<Level> levels() {
    return field == Field.GIVEN_NAME ? GIVEN : FAMILY;
  }

  @Override
  public int compare(Person a, Person b) {
    if (a.hash(field) == b.hash(field)) {
      return Level.SAME;
    }
    if (field == Field.GIVEN_NAME && a.sharesNickname(b)) {
      return NICKNAME;
    }
    int level = alike(a, field, b, field);
    if (level != DIFFERENT) {
      return level;
    }
    if (Objects.equals(sound(a), sound(b))) {
      return ALIKE;
    }
    if (part(a, b)) {
      return PART;
    }
    return usual(a) && usual(b) ? CONTRADICTING : DIFFERENT;
  }

  private boolean usual(Person person) {
    return population.usual(person.hash(field))
        || (field == Field.GIVEN_NAME && person.hasUsualGivenName());
  }

  /** The level of a name of one person and a name of another by their letters alone. */
  static int alike(Person one, Field field, Person other, Field otherField) {
    String a = one.value(field);
    String b = other.value(otherField);
    if (a.equals(b)) {
      return Level.SAME;
    }
    if (Math.min(a.length(), b.length()) >= SHORTEST_MISTYPED && TextSimilarity.oneEdit(a, b)) {
      return ONE_EDIT;
    }
    if (TextSimilarity.surelyBelow(
        a.length(), b.length(), one.letters(field), other.letters(otherField), SIMILAR)) {
      return DIFFERENT;
    }
    double similarity = TextSimilarity.jaroWinkler(a, b);
    if (similarity >= VERY_SIMILAR) {
      return CLOSE;
    }
    return similarity >= SIMILAR ? ALIKE : DIFFERENT;
  }

  private String sound(Person person) {
    return field == Field.GIVEN_NAME ? person.givenSound() : person.familySound();
  }

  /** Whether one is the other's initial, or has a whole word of it. */
  private boolean part(Person a, Person b) {
    String left = a.value(field);
    String right = b.value(field);
    if (left.length() == 1 || right.length() == 1) {
      return left.charAt(0) == right.charAt(0);
    }
    long[] leftWords = a.words(field);
    long[] rightWords = b.words(field);
    if (leftWords.length + rightWords.length > 2) {
      for (long one : leftWords) {
        for (long other : rightWords) {
          if (one == other) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
