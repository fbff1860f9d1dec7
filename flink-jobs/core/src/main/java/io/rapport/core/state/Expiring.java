package io.rapport.core.state;

/** A value of a key that is kept for a limited time. Times are event times in milliseconds. */
public interface Expiring {

  /**
   * The time at which the value, or a part of it, expires unless an event comes before; {@link
   * Long#MAX_VALUE} for never.
   */
  long expiry();

  /**
   * The time of the newest event in the value; {@link Long#MIN_VALUE} for none. An event that is
   * older than the stream's time is kept as long as a new one, counted from when it was stored.
   * {@link Long#MAX_VALUE} where {@link #expiry} is a date that no storing postpones.
   */
  long newest();

  /** Whether nothing worth keeping is left. */
  default boolean isEmpty() {
    return false;
  }

  /**
   * The key's expiry timer, kept within the value. A function that also sets other timers needs it
   * to tell them apart; null elsewhere.
   */
  default Lease lease() {
    return null;
  }
}
