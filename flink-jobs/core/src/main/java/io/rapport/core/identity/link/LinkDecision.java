package io.rapport.core.identity.link;

/**
 * The decision on one record.
 *
 * @param record id of the record
 * @param kind linked, a new customer, or a new customer whose likeness somebody should review
 * @param customer number of the customer that the record belongs to now
 * @param other number of the customer that it was linked to or resembles; equal to {@code customer}
 *     when it was linked, -1 when there is none
 * @param match id of the most similar record there; null when there is none
 * @param confidence probability that the record is of that customer
 * @param explanation one sentence
 */
public record LinkDecision(
    String record,
    Kind kind,
    long customer,
    long other,
    String match,
    double confidence,
    String explanation) {

  /** The three outcomes. */
  public enum Kind {
    LINK,
    REVIEW,
    NEW
  }

  /** The decision on a record that resembles no other. */
  static LinkDecision alone(String record, long customer) {
    return new LinkDecision(
        record, Kind.NEW, customer, -1, null, 0, "No record resembles this one enough.");
  }
}
