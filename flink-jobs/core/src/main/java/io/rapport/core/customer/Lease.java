package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * One expiry timer a key: set once, and when it fires either the key has been silent for the whole
 * retention or the timer is set again. Times are event times in milliseconds.
 */
public final class Lease {

  private final long retention;
  private long timer;

  Lease(long retention) {
    this.retention = retention;
  }

  /**
   * Keeps a key whose newest event has the given time.
   *
   * @return the timer to set, or 0 when one is set already
   */
  public long keep(long newest) {
    if (timer != 0) {
      return 0;
    }
    timer = newest + retention;
    return timer;
  }

  /** Whether the key has been silent long enough when the timer {@code fired} fires. */
  public boolean expired(long fired, long newest) {
    if (timer == 0 || fired < timer) {
      return false;
    }
    timer = 0;
    return newest + retention <= fired;
  }

  void write(PackedWriter out) {
    out.writeLong(timer);
  }

  static Lease read(PackedReader in, long retention) {
    Lease lease = new Lease(retention);
    lease.timer = in.readLong();
    return lease;
  }
}
