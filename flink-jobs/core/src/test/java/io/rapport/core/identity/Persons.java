package io.rapport.core.identity;

import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.identity.person.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Made-up persons for tests, and records of them with mistakes. */
public final class Persons {

  private static final String[] GIVEN = {
    "anna", "ben", "clara", "david", "emma", "felix", "greta", "henry", "ida", "jonas", "karla",
    "louis", "mia", "noah", "olga", "paul", "rosa", "simon", "tessa", "victor", "wanda", "yara"
  };
  private static final String[] SYLLABLES = {
    "ber", "hol", "mann", "ster", "win", "kel", "dor", "bach", "lin", "graf", "mor", "tas", "vel",
    "rud", "sch", "pol", "nik", "hart"
  };

  private Persons() {}

  /** The standard form of a record given as role, value, role, value. */
  public static Person person(String id, Object... rolesAndValues) {
    return new PersonStandardiser().standardise(record(id, rolesAndValues));
  }

  public static PersonRecord record(String id, Object... rolesAndValues) {
    PersonRecord.Builder record = PersonRecord.builder(id);
    for (int i = 0; i < rolesAndValues.length; i += 2) {
      record.add((Role) rolesAndValues[i], (String) rolesAndValues[i + 1]);
    }
    return record.build();
  }

  /**
   * Records of different persons, in random order.
   *
   * @param copies records of each; the id of a record is {@code person-copy}
   */
  public static List<PersonRecord> population(int persons, int copies, long seed) {
    Random random = new Random(seed);
    List<PersonRecord> records = new ArrayList<>();
    for (int person = 0; person < persons; person++) {
      String[] values = {
        GIVEN[random.nextInt(GIVEN.length)],
        syllables(random, 3),
        "%04d-%02d-%02d"
            .formatted(1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28)),
        syllables(random, 2) + " street",
        Integer.toString(1 + random.nextInt(200)),
        syllables(random, 2) + "ton",
        Integer.toString(1000 + random.nextInt(9000))
      };
      for (int copy = 0; copy < copies; copy++) {
        records.add(record(person + "-" + copy, copy == 0 ? values : mistyped(values, random)));
      }
    }
    Collections.shuffle(records, random);
    return records;
  }

  private static PersonRecord record(String id, String[] values) {
    return record(
        id,
        Role.GIVEN_NAME,
        values[0],
        Role.FAMILY_NAME,
        values[1],
        Role.BIRTH_DATE,
        values[2],
        Role.STREET,
        values[3],
        Role.NUMBER,
        values[4],
        Role.LOCALITY,
        values[5],
        Role.POSTCODE,
        values[6]);
  }

  /** Two of the values, one of them left out and one with two neighbours exchanged. */
  private static String[] mistyped(String[] values, Random random) {
    String[] changed = values.clone();
    changed[random.nextInt(changed.length)] = "";
    int at = random.nextInt(2);
    String name = changed[at];
    if (name.length() > 2) {
      int i = random.nextInt(name.length() - 1);
      changed[at] =
          name.substring(0, i) + name.charAt(i + 1) + name.charAt(i) + name.substring(i + 2);
    }
    return changed;
  }

  private static String syllables(Random random, int count) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return word.toString();
  }
}
