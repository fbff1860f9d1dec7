package io.rapport.core.identity.link;

import io.rapport.core.hash.Hash64;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.Arrays;

/**
 * Keys under which a record is found by records of the same person: what is unique, and pairs of
 * details that rarely agree by chance. Each pair is found if it shares one key; a record has at
 * most {@link #MOST}.
 */
final class BlockingKeys {

  /** Most keys of a record. */
  static final int MOST = 40;

  private static final int YEAR = 4;
  private static final int PREFIX = 3;

  private final long[] keys = new long[MOST];
  private int size;

  /** The distinct keys of a person; valid until the next call. */
  long[] of(Person person) {
    size = 0;
    String given = person.givenSound();
    String family = person.familySound();
    String date = person.value(Field.BIRTH_DATE);
    String year = date == null ? null : date.substring(0, Math.min(YEAR, date.length()));
    String postcode = sorted(person.value(Field.POSTCODE));
    String locality = start(person.value(Field.LOCALITY), YEAR);
    String street = start(person.value(Field.STREET), YEAR);
    String line = start(person.value(Field.ADDRESS_LINE), YEAR);
    String number = person.value(Field.NUMBER);
    String occupation = person.value(Field.OCCUPATION);
    String other = person.value(Field.OTHER);

    add(1, person.value(Field.NATIONAL_ID), "");
    add(2, person.value(Field.E_MAIL), "");
    add(3, mailbox(person.value(Field.E_MAIL)), "");
    add(4, person.value(Field.PHONE), "");
    add(5, person.value(Field.DEVICE), "");
    add(6, date, "");
    names(given, family);
    add(8, date, given);
    add(8, date, family);
    add(9, year, given);
    add(9, year, family);
    add(10, postcode, given);
    add(10, postcode, family);
    add(11, locality, given);
    add(11, locality, family);
    add(12, postcode, locality);
    add(13, postcode, street);
    add(14, street, number);
    add(15, locality, number);
    add(16, postcode, number);
    add(17, line, number);
    add(18, line, given);
    add(18, line, family);
    add(19, street, given);
    add(19, street, family);
    add(20, street, line);
    add(21, occupation, family);
    add(22, other, given);
    add(22, other, family);
    letters(person);
    String initials = initials(person);
    add(27, postcode, initials);
    add(28, locality, initials);
    add(29, year, initials);
    return distinct();
  }

  /** The sounds of both names in the order of the alphabet: names may be exchanged. */
  private void names(String given, String family) {
    if (given != null && family != null) {
      boolean ordered = given.compareTo(family) <= 0;
      add(7, ordered ? given : family, ordered ? family : given);
    }
  }

  /** Beginnings and ends of names, for names whose sound a wrong letter has changed. */
  private void letters(Person person) {
    String given = person.value(Field.GIVEN_NAME);
    String family = person.value(Field.FAMILY_NAME);
    add(23, start(given, PREFIX), start(family, PREFIX));
    add(24, end(given), end(family));
    add(25, given, start(family, 1));
    add(26, start(given, 1), family);
  }

  /** Both initials in the order of the alphabet. */
  private static String initials(Person person) {
    String given = person.value(Field.GIVEN_NAME);
    String family = person.value(Field.FAMILY_NAME);
    if (given == null || family == null) {
      return null;
    }
    char first = given.charAt(0);
    char second = family.charAt(0);
    return first <= second ? "" + first + second : "" + second + first;
  }

  private void add(int kind, String first, String second) {
    if (first != null && second != null && size < MOST) {
      long hash = Hash64.mix(Hash64.of(first) + kind);
      keys[size++] = Hash64.mix(hash * 31 + Hash64.of(second));
    }
  }

  private long[] distinct() {
    Arrays.sort(keys, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[kept++] = keys[i];
      }
    }
    return Arrays.copyOf(keys, kept);
  }

  /** The characters of a postcode in order: two of them may be exchanged. */
  private static String sorted(String postcode) {
    if (postcode == null) {
      return null;
    }
    char[] characters = postcode.toCharArray();
    Arrays.sort(characters);
    return new String(characters);
  }

  private static String start(String value, int length) {
    return value == null ? null : value.substring(0, Math.min(length, value.length()));
  }

  private static String end(String value) {
    return value == null ? null : value.substring(Math.max(0, value.length() - PREFIX));
  }

  private static String mailbox(String mail) {
    return mail == null ? null : mail.substring(0, mail.lastIndexOf('@'));
  }
}
