package io.rapport.core.identity.link;

/** Receives every change of the customer that a record belongs to, and doubts. */
public interface Assignments {

  /** Receives nothing. */
  Assignments IGNORED = (record, customer) -> {};

  void assigned(String record, long customer);

  /**
   * Called whenever a record was placed.
   *
   * @param other the record of another customer that it resembles, too little to link both; null if
   *     there is none
   * @param confidence probability that it is of that customer
   */
  default void doubtful(String record, String other, double confidence) {}
}
