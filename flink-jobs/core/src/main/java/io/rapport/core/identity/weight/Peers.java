package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The slot of the last record seen with each value of a field, in a table of fixed size: a pair of
 * strangers with one value in common can be drawn from it. The slot may have another record by now,
 * or none.
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

  private final int[] slots; // plus 1; 0 for none

  /**
   * An empty table.
   *
   * @param size a power of two
   */
  public Peers(int size) {
    this.slots = new int[size];
  }

  /** The number of fields by which peers are found. */
  public static int fields() {
    return FIELDS.length;
  }

  public static Field field(int number) {
    return FIELDS[number];
  }

  /**
   * The slot of the last record whose value of a field has the same place in the table, replaced by
   * this one; -1 if there is none.
   */
  public int replace(Field field, Person person, int slot) {
    int place = (int) person.hash(field) & (slots.length - 1);
    int before = slots[place] - 1;
    slots[place] = slot + 1;
    return before;
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

  /** Appends the table. */
  public void write(PackedWriter out) {
    for (int slot : slots) {
      out.writeVarint(slot);
    }
  }

  /** Reads a table of the same size. */
  public void read(PackedReader in) {
    for (int place = 0; place < slots.length; place++) {
      slots[place] = in.readVarint();
    }
  }
}
