package io.rapport.core.identity.weight;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names seen with each e-mail address, telephone number, id and device. A value seen with more
 * names than one household has, such as the number of a call centre, says nothing about a person
 * any more. Bounded: the value not seen for longest is forgotten.
 */
public final class SharedValues {

  private static final Set<Field> COUNTED =
      EnumSet.of(Field.E_MAIL, Field.PHONE, Field.NATIONAL_ID, Field.DEVICE);

  private final int namesPerValue;
  private final Map<Long, int[]> names;

  /** No value seen yet. */
  public SharedValues(int namesPerValue, int capacity) {
    this.namesPerValue = namesPerValue;
    this.names =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, int[]> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Counts the name of a person for each of its values. A record without a full name counts not.
   */
  public void add(Person person) {
    int initials = initials(person);
    if (initials == 0) {
      return;
    }
    for (Field field : COUNTED) {
      for (long hash : person.hashes(field)) {
        add(hash, initials);
      }
    }
  }

  /** Whether a value of a field belongs to more people than one household has. */
  public boolean shared(Field field, long hash) {
    int[] known = COUNTED.contains(field) ? names.get(hash) : null;
    return known != null && known.length > namesPerValue;
  }

  public int size() {
    return names.size();
  }

  private void add(long value, int initials) {
    int[] known = names.get(value);
    if (known == null) {
      names.put(value, new int[] {initials});
      return;
    }
    for (int name : known) {
      if (name == initials) {
        return;
      }
    }
    if (known.length <= namesPerValue) {
      int[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = initials;
      names.put(value, more);
    }
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
