package io.rapport.jobs.state;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import java.io.IOException;
import org.apache.flink.streaming.api.TimerService;

/**
 * A packed value for each key, which expires by an event-time timer.
 *
 * <p>A key has one timer. The first write sets it, and a timer that fires before the value's expiry
 * is set again. A write sets a further timer only where the expiry moves forward. Empty values are
 * not stored.
 *
 * <p>For each key, {@link #read} comes before {@link #write}.
 */
public final class ExpiringState<T extends Expiring> {

  private final PackedState<T> state;
  private boolean stored; // for the key last read
  private long due; // of the earliest known timer of the key last read

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

  /** Stores the current key's value and sets its timer where needed; clears an empty value. */
  public void write(T value, TimerService timers) throws IOException {
    if (value.isEmpty()) {
      if (stored) {
        clear();
      }
      return;
    }
    boolean wanted = wanted(value);
    state.write(value); // with its renewed lease
    stored = true;
    if (wanted) {
      timers.registerEventTimeTimer(due);
    }
  }

  /** Whether to set a timer, at {@link #due}. */
  private boolean wanted(T value) {
    long expiry = value.expiry();
    Lease lease = value.lease();
    boolean wanted =
        expiry != Long.MAX_VALUE && (lease == null ? expiry < due : lease.renew(expiry));
    due = wanted ? expiry : due;
    return wanted;
  }

  /**
   * Handles a timer of the current key, and sets it again where it fired too early.
   *
   * @param value read for the current key, or null
   * @return whether the value, or a part of it, has expired; the caller then clears the state, or
   *     shortens the value and writes it
   */
  public boolean ended(T value, long time, TimerService timers) throws IOException {
    if (value == null) {
      return false;
    }
    Lease lease = value.lease();
    if (lease != null && !lease.fired(time)) {
      return false; // another timer of the function
    }
    due = Long.MAX_VALUE; // no timer is known any more
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

  /** Clears the current key's value. */
  public void clear() throws IOException {
    state.clear();
    stored = false;
    due = Long.MAX_VALUE;
  }
}
