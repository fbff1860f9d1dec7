package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;

/**
 * The agreement of a pair beyond names. Names, regions and their like, and contacts that merely
 * resemble each other, are those of many people.
 */
public enum Corroboration {
  /** Nothing but what many people share. */
  NONE,
  /**
   * Something that may be mistyped, or something that agrees while another thing contradicts it.
   */
  NEAR,
  /** A contact, an id, a birth date or an address, and nothing that contradicts it. */
  FULL;

  /** The corroboration of a pair. A year of birth alone is that of many people. */
  public static Corroboration of(Person a, Person b, byte[] levels) {
    return of(levels, DateComparator.dated(a) && DateComparator.dated(b));
  }

  /** The corroboration by the levels of a pair, if birth dates are more than years. */
  public static Corroboration of(byte[] levels) {
    return of(levels, true);
  }

  private static Corroboration of(byte[] levels, boolean dated) {
    if (!agrees(levels) && !(dated && upTo(levels, Field.BIRTH_DATE, DateComparator.EXCHANGED))) {
      return nearlyAgrees(levels, dated) ? NEAR : NONE;
    }
    return contradicts(levels) ? NEAR : FULL;
  }

  private static boolean agrees(byte[] levels) {
    return PairComparer.sameNationalId(levels)
        || upTo(levels, Field.E_MAIL, Level.SAME)
        || upTo(levels, Field.PHONE, Level.SAME)
        || upTo(levels, Field.DEVICE, Level.SAME)
        || (upTo(levels, Field.STREET, TextComparator.ONE_EDIT)
            && (upTo(levels, Field.NUMBER, Level.SAME)
                || upTo(levels, Field.POSTCODE, Level.SAME)));
  }

  private static boolean nearlyAgrees(byte[] levels, boolean dated) {
    return upTo(levels, Field.E_MAIL, ContactComparator.MAILBOX)
        || upTo(levels, Field.PHONE, ContactComparator.ONE_EDIT)
        || (dated && upTo(levels, Field.BIRTH_DATE, DateComparator.TWO_PARTS))
        || upTo(levels, Field.STREET, TextComparator.ONE_EDIT)
        || upTo(levels, Field.POSTCODE, Level.SAME);
  }

  private static boolean contradicts(byte[] levels) {
    return levels[Field.BIRTH_DATE.index()] == DateComparator.DIFFERENT
        || PairComparer.nationalIdsDiffer(levels);
  }

  private static boolean upTo(byte[] levels, Field field, int last) {
    int level = levels[field.index()];
    return level != Level.MISSING && level <= last;
  }
}
