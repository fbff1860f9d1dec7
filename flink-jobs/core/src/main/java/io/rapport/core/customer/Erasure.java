package io.rapport.core.customer;

/**
 * A count of the data that the customer domain removed at one key for an erasure request. A request
 * reaches an account and each identifier linked to it and so can have several of these; their sum
 * is the total removed.
 *
 * @param eventTime event time of the request, milliseconds since the epoch
 * @param profiles profiles removed
 * @param identities resolutions of an identifier removed
 * @param links identifiers removed from an account's list
 * @param records records removed from the resolution of persons
 */
public record Erasure(
    String requestId,
    String site,
    long eventTime,
    long profiles,
    long identities,
    long links,
    long records) {

  /** A count of what an account or identifier had. */
  public Erasure(
      String requestId, String site, long eventTime, long profiles, long identities, long links) {
    this(requestId, site, eventTime, profiles, identities, links, 0);
  }
}
