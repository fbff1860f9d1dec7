package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;

/**
 * The last person seen with each value of a field, in a table of fixed size: a pair of strangers
 * with one value in common can be drawn from it.
 */
public final class Peers {

  /** Fields whose equal values may bring others along. */
  private static final Field[] FIELDS = {
    Field.POSTCODE,
    Field.LOCALITY,
    Field.GIVEN_NAME,
    Field.STREET,
    Field.OTHER,
    Field.OCCUPATION,
    Field.OTHER_2
  };

  private final Person[] people;

  /**
   * An empty table.
   *
   * @param size a power of two
   */
  public Peers(int size) {
    this.people = new Person[size];
  }

  /** The number of fields by which peers are found. */
  public static int fields() {
    return FIELDS.length;
  }

  public static Field field(int number) {
    return FIELDS[number];
  }

  /**
   * The last person with the same value of a field, replaced by this one; null if there is none.
   */
  public Person replace(Field field, Person person) {
    if (!person.has(field)) {
      return null;
    }
    long hash = person.hash(field);
    int slot = (int) hash & (people.length - 1);
    Person before = people[slot];
    people[slot] = person;
    return before != null && before.hash(field) == hash ? before : null;
  }

  /** Whether a pair is of two persons as far as one can tell: nothing of a person's own agrees. */
  public static boolean strangers(byte[] levels, Field equal) {
    return differs(levels, Field.FAMILY_NAME)
        && (equal == Field.GIVEN_NAME || differs(levels, Field.GIVEN_NAME))
        && !same(levels, Field.BIRTH_DATE)
        && !same(levels, Field.E_MAIL)
        && !same(levels, Field.PHONE)
        && !same(levels, Field.NATIONAL_ID);
  }

  private static boolean same(byte[] levels, Field field) {
    return levels[field.index()] == Level.SAME;
  }

  private static boolean differs(byte[] levels, Field field) {
    return levels[field.index()] > Level.SAME;
  }
}
