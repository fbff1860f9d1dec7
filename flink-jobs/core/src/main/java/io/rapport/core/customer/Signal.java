package io.rapport.core.customer;

/**
 * A message to the state of one identifier.
 *
 * @param identifier key of the cookie, e-mail address or telephone number
 * @param account key of the account that LINK, UNLINK and ERASE refer to; else null
 * @param time event time, milliseconds since the epoch
 * @param observation for OBSERVE and ERASE; else null
 */
public record Signal(
    Kind kind, String identifier, String account, long time, Observation observation) {

  /** The action that a signal asks for. */
  public enum Kind {
    /** Adds an event to the customer the identifier belongs to. */
    OBSERVE,
    /** Links the identifier to the account. */
    LINK,
    /** Unlinks the identifier from the account. */
    UNLINK,
    /** Erases the identifier's state. */
    ERASE
  }

  /** The signal of an event without an account, for its strongest identifier. */
  public static Signal observe(Observation event) {
    return new Signal(Kind.OBSERVE, Identifiers.strongest(event), null, event.eventTime(), event);
  }
}
