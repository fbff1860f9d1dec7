package io.rapport.core.state;

/**
 * The one expiry timer of a key that has other timers as well: set once, and when it fires either
 * the key has ended or the timer is set again.
 */
public final class Lease {

  private long timer; // event time in milliseconds; 0 for none

  /**
   * Takes note of a timer wanted.
   *
   * @return whether it is to be set: none that fires as early is
   */
  public boolean renew(long expiry) {
    if (timer != 0 && timer <= expiry) {
      return false;
    }
    timer = expiry;
    return true;
  }

  /** Whether a timer that fires is this one, which then is not set any more. */
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
