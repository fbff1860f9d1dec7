package io.rapport.jobs.state;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import java.io.IOException;
import org.apache.flink.streaming.api.TimerService;

/**
 * One packed value a key that expires by an event-time timer. A key has one timer: it is set with
 * the first write, and one that fires before the value's end is set again; a further one is set
 * only where the end comes earlier. Values without anything left are not kept.
 *
 * <p>Of a key, {@link #read} comes before {@link #write}.
 */
public final class ExpiringState<T extends Expiring> {

  private final PackedState<T> state;
  private boolean stored; // of the key read last
  private long due; // a timer is set no later; of the key read last

  ExpiringState(PackedState<T> state) {
    this.state = state;
  }

  /** The current key's value, or null when nothing is stored for it. */
  public T read() throws IOException {
    T value = state.read();
    stored = value != null;
    due = stored ? value.expiry() : Long.MAX_VALUE;
    return value;
  }

  /** The current key's value, or a new one when nothing is stored for it. */
  public T readOrCreate() throws IOException {
    T value = read();
    return value != null ? value : state.create();
  }

  /** Stores the current key's value and sees to its timer; forgets a key without anything left. */
  public void write(T value, TimerService timers) throws IOException {
    if (value.isEmpty()) {
      if (stored) {
        clear();
      }
      return;
    }
    boolean wanted = wanted(value);
    state.write(value); // with its lease as it is from now on
    stored = true;
    if (wanted) {
      timers.registerEventTimeTimer(due);
    }
  }

  /** Whether a timer is to be set, at {@link #due}. */
  private boolean wanted(T value) {
    long expiry = value.expiry();
    Lease lease = value.lease();
    boolean wanted =
        expiry != Long.MAX_VALUE && (lease == null ? expiry < due : lease.renew(expiry));
    due = wanted ? expiry : due;
    return wanted;
  }

  /**
   * Sees to the timer that fires.
   *
   * @param value read for the current key, or null
   * @return whether the value, or a part of it, has come to its end; then the caller clears the
   *     state, or shortens the value and writes it
   */
  public boolean ended(T value, long time, TimerService timers) throws IOException {
    if (value == null) {
      return false;
    }
    Lease lease = value.lease();
    if (lease != null && !lease.fired(time)) {
      return false; // Another timer of the function.
    }
    due = Long.MAX_VALUE; // None is known to be set any more.
    if (value.expiry() <= time) {
      return true;
    }
    if (wanted(value)) {
      timers.registerEventTimeTimer(due);
    }
    if (lease != null) {
      state.write(value);
    }
    return false;
  }

  /** Forgets the current key. */
  public void clear() throws IOException {
    state.clear();
    stored = false;
    due = Long.MAX_VALUE;
  }
}
