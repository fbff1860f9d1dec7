package io.rapport.jobs.customer.identity;

/**
 * The operator uids and state names of the resolution of persons. Savepoints hold them: never
 * rename one.
 */
final class PersonUids {

  /** The domain of the metrics, below {@code rapport}. */
  static final String DOMAIN = "identity";

  static final String RECORDS = "identity-records";
  static final String DECISIONS = "identity-decisions";
  static final String ERASURES = "identity-erasures";
  static final String MATCH = "identity-match";

  static final String PERSONS_STATE = "persons";
  static final String SETTLING_STATE = "settling";

  private PersonUids() {}
}
