package io.rapport.core.customer;

/**
 * What an identifier is told.
 *
 * @param identifier key of the cookie, e-mail address or telephone number
 * @param account key of the account meant by LINK, UNLINK and ERASE; else null
 * @param time event time, milliseconds since the epoch
 * @param observation for OBSERVE and ERASE; else null
 */
public record Signal(
    Kind kind, String identifier, String account, long time, Observation observation) {

  /** What to do. */
  public enum Kind {
    /** Add an event to whoever the identifier belongs to. */
    OBSERVE,
    /** Belong to the account from now on. */
    LINK,
    /** No longer belong to the account. */
    UNLINK,
    /** Forget all. */
    ERASE
  }

  /** An event without an account, for its strongest identifier. */
  public static Signal observe(Observation event) {
    return new Signal(Kind.OBSERVE, Identifiers.strongest(event), null, event.eventTime(), event);
  }
}
