package io.rapport.core.state;

/**
 * The expiry timer of a key that has other timers as well. It is set once; when it fires, either
 * the key has expired or the timer is set again.
 */
public final class Lease {

  private long timer; // event time in milliseconds; 0 for none

  /**
   * Requests a timer.
   *
   * @return whether to set it: no timer that fires as early is set
   */
  public boolean renew(long expiry) {
    if (timer != 0 && timer <= expiry) {
      return false;
    }
    timer = expiry;
    return true;
  }

  /** Whether a timer that fires is this one; if so, it is no longer set. */
  public boolean fired(long time) {
    if (timer == 0 || time < timer) {
      return false;
    }
    timer = 0;
    return true;
  }

  public void write(PackedWriter out) {
    out.writeLong(timer);
  }

  public static Lease read(PackedReader in) {
    Lease lease = new Lease();
    lease.timer = in.readLong();
    return lease;
  }
}
