package io.rapport.core.identity.link;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.Arrays;

/**
 * The records that are kept, each in a slot, and the index of their blocking keys. The slot of a
 * record follows from the number of its arrival, so that the oldest record gives way.
 */
final class RecordTable {

  static final int NONE = -1;

  private final int capacity;
  private final BlockingKeys blocking = new BlockingKeys();
  private final BlockIndex index = new BlockIndex(BlockingKeys.MOST);
  private final Object2IntOpenHashMap<String> slots = new Object2IntOpenHashMap<>();
  private Person[] people = new Person[16];
  private long[] arrivals = new long[16];
  private long arrived;
  private long cursor = Long.MAX_VALUE; // the number of the next record of a pass over all

  RecordTable(int capacity) {
    this.capacity = capacity;
    slots.defaultReturnValue(NONE);
  }

  /** The record of a slot; null for none. */
  Person at(int slot) {
    return slot >= 0 && slot < people.length ? people[slot] : null;
  }

  /** The slot of a record; {@link #NONE} if it is not kept. */
  int slot(String id) {
    return slots.getInt(id);
  }

  /** The slot of the record that arrived as such a number; {@link #NONE} for one below zero. */
  int slotOf(long number) {
    return number < 0 ? NONE : (int) (number % capacity);
  }

  /**
   * Passes over slots that are taken, while others are free: a record that is brought up to date
   * takes a new slot and frees its own, and must not make one give way that nobody touches.
   */
  void makeWay() {
    while (size() < capacity && at(slotOf(arrived)) != null) {
      arrived++;
    }
  }

  int capacity() {
    return capacity;
  }

  /** Records that have arrived so far, and slots passed over. */
  long arrived() {
    return arrived;
  }

  /** Begins a pass over all records, the oldest first. */
  void rewind() {
    cursor = Math.max(0, arrived - capacity);
  }

  /** Whether the pass has not come to its end. */
  boolean hasNext() {
    return cursor < arrived;
  }

  /** The next slot of the pass, which does not go on; {@link #NONE} at its end. */
  int peek() {
    return hasNext() ? slotOf(cursor) : NONE;
  }

  /** The next slot of the pass, perhaps an empty one. */
  int next() {
    return slotOf(cursor++);
  }

  int size() {
    return slots.size();
  }

  BlockIndex index() {
    return index;
  }

  /** The blocking keys of a slot's record; valid until the next call. */
  long[] keys(int slot) {
    return blocking.of(people[slot]);
  }

  /** Puts a record in the slot of the next arrival, which is free. */
  int add(Person person) {
    int slot = slotOf(arrived);
    put(slot, person, arrived);
    arrived++;
    return slot;
  }

  private void put(int slot, Person person, long arrival) {
    if (slot >= people.length) {
      int size = Math.min(capacity, Math.max(slot + 1, 2 * people.length));
      people = Arrays.copyOf(people, size);
      arrivals = Arrays.copyOf(arrivals, size);
    }
    people[slot] = person;
    arrivals[slot] = arrival;
    slots.put(person.id(), slot);
    index.add(slot, blocking.of(person));
  }

  void remove(int slot) {
    slots.removeInt(people[slot].id());
    index.remove(slot);
    people[slot] = null;
  }

  void write(PackedWriter out) {
    out.writeVarlong(arrived);
    out.writeLong(cursor);
  }

  void read(PackedReader in) {
    arrived = in.readVarlong();
    cursor = in.readLong();
  }

  void write(int slot, PackedWriter out) {
    out.writeVarlong(arrivals[slot]);
    people[slot].record().write(out);
    out.writeNullableString(people[slot].value(Field.BIRTH_DATE));
  }

  /** A record as it was written. */
  record Kept(int slot, long arrival, PersonRecord record, String birthDate) {

    static Kept read(int slot, PackedReader in) {
      return new Kept(slot, in.readVarlong(), PersonRecord.read(in), in.readNullableString());
    }
  }

  /** Restores a record. To be called in the order of arrival, which is that of the index. */
  Person restore(Kept kept, PersonStandardiser standardiser) {
    Person person = standardiser.standardise(kept.record(), kept.birthDate());
    put(kept.slot(), person, kept.arrival());
    return person;
  }
}
