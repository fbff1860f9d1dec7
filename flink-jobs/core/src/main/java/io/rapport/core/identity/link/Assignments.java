package io.rapport.core.identity.link;

/** Receives every change of the customer that a record belongs to. */
public interface Assignments {

  /** Receives nothing. */
  Assignments IGNORED = (record, customer) -> {};

  void assigned(String record, long customer);
}
