package io.rapport.core.state;

/** A value of a key that is kept for a time only. Times are event times in milliseconds. */
public interface Expiring {

  /**
   * When the value, or a part of it, ends unless something happens before; {@link Long#MAX_VALUE}
   * for never.
   */
  long expiry();

  /** Whether nothing is left that is worth keeping. */
  default boolean isEmpty() {
    return false;
  }

  /**
   * The key's one expiry timer, kept within the value. Needed only where a function sets other
   * timers as well, to tell them apart; null elsewhere.
   */
  default Lease lease() {
    return null;
  }
}
