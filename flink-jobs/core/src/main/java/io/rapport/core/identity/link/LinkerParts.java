package io.rapport.core.identity.link;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Comparator;
import java.util.List;

/**
 * The packed form of a linker: a part for each slot that has a record, and a head, which holds what
 * was learned and the counters. Indices, counts of values and customers follow from the slots.
 */
public final class LinkerParts {

  private final PersonStandardiser standardiser;
  private final RecordTable records;
  private final Customers customers;
  private final Evidence evidence;

  LinkerParts(
      PersonStandardiser standardiser,
      RecordTable records,
      Customers customers,
      Evidence evidence) {
    this.standardiser = standardiser;
    this.records = records;
    this.customers = customers;
    this.evidence = evidence;
  }

  /** A slot as it was packed. */
  public record Slot(RecordTable.Kept kept, Customers.Membership member) {

    /** The id of the slot's record. */
    public String id() {
      return kept.record().id();
    }

    /** The slot's record. */
    public PersonRecord record() {
      return kept.record();
    }

    /** Reads a slot. */
    public static Slot read(int number, PackedReader in) {
      return new Slot(RecordTable.Kept.read(number, in), Customers.Membership.read(number, in));
    }
  }

  /** Slots that there are. */
  public int capacity() {
    return records.capacity();
  }

  /** The id of a slot's record; null for an empty slot. */
  public String id(int slot) {
    return records.at(slot) == null ? null : records.at(slot).id();
  }

  /** Appends a slot that has a record. */
  public void writeSlot(int slot, PackedWriter out) {
    records.write(slot, out);
    customers.write(slot, out);
  }

  public void writeHead(PackedWriter out) {
    standardiser.write(out);
    records.write(out);
    customers.write(out);
    evidence.write(out);
  }

  public void readHead(PackedReader in) {
    standardiser.read(in);
    records.read(in);
    customers.read(in);
    evidence.read(in);
  }

  /** Restores all slots of an empty linker, without telling of assignments. */
  public void restore(List<Slot> slots) {
    slots.stream()
        .map(Slot::kept)
        .sorted(Comparator.comparingLong(RecordTable.Kept::arrival))
        .forEach(kept -> evidence.keep(records.restore(kept, standardiser)));
    customers.restore(slots.stream().map(Slot::member).toList());
  }
}
