package io.rapport.core.identity.person;

import io.rapport.core.hash.Hash64;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A record in standard form, ready to be compared: one value a field without spaces, its hash and
 * its letters, and the words and sounds of names.
 */
public final class Person {

  private static final long[] NONE = {};

  private final PersonRecord record;
  private final String[] values = new String[Field.count()];
  private final long[] hashes = new long[Field.count()];
  private final int[] letters = new int[Field.count()];
  private final long[][] words = new long[Field.count()][];
  private final String[][] alternatives = new String[Field.count()][];
  private final long[][] alternativeHashes = new long[Field.count()][];
  private final int[] nicknames;
  private final String givenSound;
  private final String familySound;

  Person(PersonRecord record, Map<Field, String> standard, Map<Field, String[]> several) {
    this.record = record;
    standard.forEach(
        (field, value) -> {
          int at = field.index();
          values[at] = value.replace(" ", "");
          hashes[at] = hash(field, values[at]);
          letters[at] = letters(values[at]);
          words[at] = words(value);
        });
    several.forEach(
        (field, list) -> {
          alternatives[field.index()] = list;
          alternativeHashes[field.index()] =
              Arrays.stream(list).mapToLong(value -> hash(field, value)).toArray();
        });
    String given = standard.get(Field.GIVEN_NAME);
    String called = given == null ? "" : given.split(" ", 2)[0];
    nicknames = Nicknames.shared().groups(called);
    givenSound = given == null ? null : Sounds.of(Nicknames.shared().root(called));
    familySound = value(Field.FAMILY_NAME) == null ? null : Sounds.of(value(Field.FAMILY_NAME));
  }

  public PersonRecord record() {
    return record;
  }

  public String id() {
    return record.id();
  }

  /** The value of a field, without spaces; null where it is missing. */
  public String value(Field field) {
    return values[field.index()];
  }

  public boolean has(Field field) {
    return values[field.index()] != null;
  }

  /** A hash of field and value; 0 where it is missing. */
  public long hash(Field field) {
    return hashes[field.index()];
  }

  /** The letters and digits that occur, a bit each; several rare ones share a bit. */
  public int letters(Field field) {
    return letters[field.index()];
  }

  /** Hashes of the words of a value, in their order. */
  public long[] words(Field field) {
    return words[field.index()];
  }

  /**
   * All values of a field that may have several, such as telephone numbers; null for one or none.
   */
  public String[] alternatives(Field field) {
    return alternatives[field.index()];
  }

  /** The hashes of all values of a field; empty where it is missing. */
  public long[] hashes(Field field) {
    if (!has(field)) {
      return NONE;
    }
    long[] several = alternativeHashes[field.index()];
    return several == null ? new long[] {hash(field)} : several;
  }

  /** Whether the first given names are forms of one name. */
  public boolean sharesNickname(Person other) {
    return Nicknames.meet(nicknames, other.nicknames);
  }

  /** Whether the first given name is one of those whose forms are known. */
  public boolean hasUsualGivenName() {
    return nicknames.length > 0;
  }

  /** Phonetic code of the full form of the first given name; null where it is missing. */
  public String givenSound() {
    return givenSound;
  }

  /** Phonetic code of the family name; null where it is missing. */
  public String familySound() {
    return familySound;
  }

  /** The values by field, for tests and messages. */
  public Map<Field, String> fields() {
    Map<Field, String> all = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      if (has(field)) {
        all.put(field, value(field));
      }
    }
    return all;
  }

  private static long hash(Field field, String value) {
    return Hash64.mix(Hash64.of(value) + field.index());
  }

  private static int letters(String value) {
    int mask = 0;
    for (int i = 0; i < value.length(); i++) {
      mask |= 1 << (value.charAt(i) & 31);
    }
    return mask;
  }

  private static long[] words(String value) {
    String[] parts = value.split(" ", -1);
    long[] all = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      all[i] = Hash64.of(parts[i]);
    }
    return all;
  }
}
