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
 * <p>An event older than the stream's time is kept as long as a new one: a value expires by the
 * time since it was last written with an element, or since its newest event, whichever is later. A
 * value written by a timer is not younger for that.
 *
 * <p>For each key, {@link #read} comes before {@link #write}; in a timer, {@link #ended} between.
 */
public final class ExpiringState<T extends Expiring> {

  private final PackedState<StoredValue<T>> state;
  private final StreamTime time;
  // Of the key last read:
  private StoredValue<T> stored; // or null
  private long due; // of the earliest known timer
  private boolean timer; // one has fired for it

  ExpiringState(PackedState<StoredValue<T>> state, StreamTime time) {
    this.state = state;
    this.time = time;
  }

  /** The current key's value, or null when nothing is stored for it. */
  public T read() throws IOException {
    stored = state.read();
    due = stored != null ? stored.expiry() : Long.MAX_VALUE;
    timer = false;
    return stored != null ? stored.value() : null;
  }

  /** The current key's value, or a new one when nothing is stored for it. */
  public T readOrCreate() throws IOException {
    T value = read();
    return value != null ? value : state.create().value();
  }

  /** Stores the current key's value and sets its timer where needed; clears an empty value. */
  public void write(T value, TimerService timers) throws IOException {
    if (value.isEmpty()) {
      if (stored != null) {
        clear();
      }
      return;
    }
    if (stored == null || stored.value() != value) {
      stored = StoredValue.of(value);
    }
    if (!timer) {
      stored.age(time.now(timers));
    }
    boolean wanted = wanted(stored);
    state.write(stored); // with its renewed lease
    if (wanted) {
      timers.registerEventTimeTimer(due);
    }
  }

  /** Whether to set a timer, at {@link #due}. */
  private boolean wanted(StoredValue<T> stored) {
    long expiry = stored.expiry();
    Lease lease = stored.value().lease();
    boolean wanted =
        expiry != Long.MAX_VALUE && (lease == null ? expiry < due : lease.renew(expiry));
    due = wanted ? expiry : due;
    return wanted;
  }

  /**
   * A time of the stream by the clock of the value last read, which stood at the newest event when
   * the value was stored. To be given to a value that drops what has expired.
   */
  public long local(long time) {
    return stored == null ? time : stored.local(time);
  }

  /**
   * Handles a timer of the current key, and sets it again where it fired too early.
   *
   * @param value read for the current key, or null
   * @return whether the value, or a part of it, has expired; the caller then clears the state, or
   *     shortens the value and writes it
   */
  public boolean ended(T value, long time, TimerService timers) throws IOException {
    timer = true;
    if (value == null) {
      return false;
    }
    Lease lease = value.lease();
    if (lease != null && !lease.fired(time)) {
      return false; // another timer of the function
    }
    due = Long.MAX_VALUE; // no timer is known any more
    if (stored.expiry() <= time) {
      return true;
    }
    if (wanted(stored)) {
      timers.registerEventTimeTimer(due);
    }
    if (lease != null) {
      state.write(stored);
    }
    return false;
  }

  /** Clears the current key's value. */
  public void clear() throws IOException {
    state.clear();
    stored = null;
    due = Long.MAX_VALUE;
  }
}
