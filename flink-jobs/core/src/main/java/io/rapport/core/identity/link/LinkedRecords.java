package io.rapport.core.identity.link;

import io.rapport.core.identity.person.PersonRecord;
import java.util.ArrayList;
import java.util.List;

/** The records that a linker keeps, their customers, and how much two of them resemble. */
public final class LinkedRecords {

  private static final int NONE = RecordTable.NONE;

  private final RecordTable records;
  private final Customers customers;
  private final Evidence evidence;
  private final Likelihoods likelihoods;

  LinkedRecords(
      RecordTable records, Customers customers, Evidence evidence, Likelihoods likelihoods) {
    this.records = records;
    this.customers = customers;
    this.evidence = evidence;
    this.likelihoods = likelihoods;
  }

  /** A record that is kept; null for another. */
  public PersonRecord record(String id) {
    int slot = records.slot(id);
    return slot == NONE ? null : records.at(slot).record();
  }

  /** The slot of a record; -1 if it is not kept. */
  public int slot(String id) {
    return records.slot(id);
  }

  /** The number of the customer of a record; -1 if the record is not kept. */
  public long customer(String record) {
    int slot = records.slot(record);
    return slot == NONE ? NONE : customers.of(slot).number();
  }

  /** The ids of a customer's records that are kept, for a record of it; oldest member first. */
  public List<String> together(String record) {
    int slot = records.slot(record);
    List<String> ids = new ArrayList<>();
    if (slot != NONE) {
      customers.of(slot).members().forEach(member -> ids.add(records.at(member).id()));
    }
    return ids;
  }

  /**
   * The probability that two records that are kept are of one person.
   *
   * @throws IllegalArgumentException if one of them is not kept
   */
  public double probability(String record, String other) {
    return likelihoods.probability(likelihoods.bits(kept(record), kept(other)));
  }

  /**
   * One sentence on two records that are kept: what speaks for one person, and what against.
   *
   * @param verdict its beginning
   * @throws IllegalArgumentException if one of them is not kept
   */
  public String explain(String verdict, String record, String other) {
    return evidence.explain(verdict, records.at(kept(record)), records.at(kept(other)));
  }

  private int kept(String record) {
    int slot = records.slot(record);
    if (slot == NONE) {
      throw new IllegalArgumentException("Not kept: " + record + ".");
    }
    return slot;
  }
}
