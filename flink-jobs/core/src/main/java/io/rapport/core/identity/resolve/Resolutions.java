package io.rapport.core.identity.resolve;

/** Receives what changes when records and decisions are resolved. */
public interface Resolutions {

  /**
   * Called when a customer id becomes part of a person with several, or is alone again.
   *
   * @param customer the person's customer id, perhaps the id itself; null when it is alone
   * @param version greater than that of any earlier call
   * @param time event time of the change, in milliseconds
   */
  void member(String id, String customer, long version, long time);

  /** Called when a person's identity is new or has changed, or an id has become part of one. */
  void identity(Identity identity);

  /** Called when a customer id is nobody's any more. */
  void gone(String id);

  /**
   * Called when a customer id of which a record has arrived late turns out to be of a person who
   * was erased.
   *
   * @param request by which the person was
   * @param time of the request, in milliseconds
   */
  void erased(String id, String request, long time);

  /** Called when a pair is to be reviewed, or its review has changed. */
  void review(Review review);

  /** Called when a pair is no longer to be reviewed. */
  void reviewed(String first, String second);
}
