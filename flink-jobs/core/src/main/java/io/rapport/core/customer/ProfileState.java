package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A profile in keyed state: the profile, when it was last emitted, and which timers are set. All
 * times are event times in milliseconds; 0 stands for no timer.
 */
public final class ProfileState {

  private final CustomerSettings settings;
  private CustomerProfile profile;
  private long emitted = CustomerProfile.NEVER;
  private long emitTimer;
  private final Lease lease;

  /** An empty profile, never emitted. */
  public ProfileState(CustomerSettings settings) {
    this(settings, new CustomerProfile(settings), new Lease(settings.retention()));
  }

  private ProfileState(CustomerSettings settings, CustomerProfile profile, Lease lease) {
    this.settings = settings;
    this.profile = profile;
    this.lease = lease;
  }

  public CustomerProfile profile() {
    return profile;
  }

  /** When the state may be forgotten. */
  public Lease lease() {
    return lease;
  }

  /** Removes all that is known from events up to {@code time}, and the wish to emit it. */
  public void erase(long time) {
    profile = profile.erased(time);
    emitted = CustomerProfile.NEVER;
    emitTimer = 0;
  }

  /**
   * Notes a change by an event of the given time. An event much older than the last emission is
   * emitted at once too: the last may have been that of a future-dated event.
   *
   * @return whether the profile is to be emitted at once; if not, {@link #emitTimer()} says when
   */
  public boolean changed(long time) {
    if (emitted == CustomerProfile.NEVER || Math.abs(time - emitted) >= settings.emitInterval()) {
      emitted = time;
      emitTimer = 0;
      return true;
    }
    if (emitTimer == 0) {
      emitTimer = emitted + settings.emitInterval();
    }
    return false;
  }

  /** When a change held back is due; 0 when there is none. */
  public long emitTimer() {
    return emitTimer;
  }

  /** Whether a change held back is to be emitted now that a timer fired. */
  public boolean due(long timer) {
    if (emitTimer == 0 || timer < emitTimer) {
      return false;
    }
    emitted = emitTimer;
    emitTimer = 0;
    return true;
  }

  /** The packed value. */
  public byte[] toBytes() {
    PackedWriter out = new PackedWriter(256);
    write(out);
    return out.toBytes();
  }

  /** Reads {@link #toBytes()}; an empty state for null. */
  public static ProfileState fromBytes(byte[] bytes, CustomerSettings settings) {
    return bytes == null ? new ProfileState(settings) : read(new PackedReader(bytes), settings);
  }

  void write(PackedWriter out) {
    profile.write(out);
    out.writeLong(emitted);
    out.writeLong(emitTimer);
    lease.write(out);
  }

  static ProfileState read(PackedReader in, CustomerSettings settings) {
    CustomerProfile profile = CustomerProfile.read(in, settings);
    long emitted = in.readLong();
    long emitTimer = in.readLong();
    ProfileState state = new ProfileState(settings, profile, Lease.read(in, settings.retention()));
    state.emitted = emitted;
    state.emitTimer = emitTimer;
    return state;
  }
}
