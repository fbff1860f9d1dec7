package io.rapport.core.identity.weight;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The names seen with each e-mail address, telephone number, id and device of the records that are
 * kept. A value seen with more names than one household has, such as the number of a call centre,
 * says nothing about a person any more. Depends on the kept records alone, and is bounded by them.
 */
public final class SharedValues {

  private static final Set<Field> COUNTED =
      EnumSet.of(Field.E_MAIL, Field.PHONE, Field.NATIONAL_ID, Field.DEVICE);

  private final int namesPerValue;

  /** By value: each name, and behind it the records that have it. */
  private final Long2ObjectOpenHashMap<int[]> names = new Long2ObjectOpenHashMap<>();

  /** No value seen yet. */
  public SharedValues(int namesPerValue) {
    this.namesPerValue = namesPerValue;
  }

  /**
   * Counts the name of a person for each of its values. A record without a full name counts not.
   */
  public void add(Person person) {
    count(person, 1);
  }

  /** Takes back what a record was counted for. */
  public void remove(Person person) {
    count(person, -1);
  }

  /** Whether a value of a field belongs to more people than one household has. */
  public boolean shared(Field field, long hash) {
    int[] known = COUNTED.contains(field) ? names.get(hash) : null;
    return known != null && known.length > 2 * namesPerValue;
  }

  public int size() {
    return names.size();
  }

  private void count(Person person, int records) {
    int initials = initials(person);
    if (initials == 0) {
      return;
    }
    for (Field field : COUNTED) {
      for (long hash : person.hashes(field)) {
        int[] counted = counted(names.get(hash), initials, records);
        if (counted == null) {
          names.remove(hash);
        } else {
          names.put(hash, counted);
        }
      }
    }
  }

  /** The names of a value with one counted more or less often; null if none is left. */
  private static int[] counted(int[] known, int name, int records) {
    if (known == null) {
      return new int[] {name, records};
    }
    for (int at = 0; at < known.length; at += 2) {
      if (known[at] == name) {
        known[at + 1] += records;
        return known[at + 1] == 0 ? without(known, at) : known;
      }
    }
    int[] more = Arrays.copyOf(known, known.length + 2);
    more[known.length] = name;
    more[known.length + 1] = records;
    return more;
  }

  private static int[] without(int[] known, int at) {
    if (known.length == 2) {
      return null;
    }
    known[at] = known[known.length - 2];
    known[at + 1] = known[known.length - 1];
    return Arrays.copyOf(known, known.length - 2);
  }

  /**
   * The initials of both names, in either order: a mistyped name, or names exchanged, are rarely
   * counted as another. 0 if a name is missing.
   */
  private static int initials(Person person) {
    String given = person.value(Field.GIVEN_NAME);
    String family = person.value(Field.FAMILY_NAME);
    if (given == null || family == null) {
      return 0;
    }
    int first = Math.min(given.charAt(0), family.charAt(0));
    return first << Character.SIZE | Math.max(given.charAt(0), family.charAt(0));
  }
}
