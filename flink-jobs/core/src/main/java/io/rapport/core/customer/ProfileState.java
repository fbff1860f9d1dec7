package io.rapport.core.customer;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A profile in keyed state: the profile, the time of its last emission, the due time of a change
 * held back, and the customer that the account is part of. Times are event times in milliseconds; 0
 * stands for no timer.
 */
public final class ProfileState implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private CustomerProfile profile;
  private long emitted = CustomerProfile.NEVER;
  private long emitTimer;
  private String customer; // null while the account is alone
  private long version;
  private final Lease lease;

  /** An empty profile, never emitted. */
  public ProfileState(CustomerSettings settings) {
    this(settings, new CustomerProfile(settings), new Lease());
  }

  private ProfileState(CustomerSettings settings, CustomerProfile profile, Lease lease) {
    this.settings = settings;
    this.profile = profile;
    this.lease = lease;
  }

  public CustomerProfile profile() {
    return profile;
  }

  @Override
  public long newest() {
    return profile.newest();
  }

  @Override
  public long expiry() {
    return profile.newest() == CustomerProfile.NEVER
        ? Long.MAX_VALUE
        : profile.newest() + settings.retention();
  }

  /** Whether the state has neither a profile, nor an erasure, nor a customer. */
  @Override
  public boolean isEmpty() {
    return profile.newest() == CustomerProfile.NEVER && customer == null;
  }

  /** The key of the customer that the account is part of; null while it is alone. */
  public String customer() {
    return customer;
  }

  /**
   * Records that the account is part of another customer from now on, and lets the next change be
   * emitted at once.
   *
   * @param whole key of the customer; null for none
   * @return false if a newer message was known
   */
  public boolean join(String whole, long number) {
    if (number <= version) {
      return false;
    }
    version = number;
    customer = whole;
    emitted = CustomerProfile.NEVER;
    emitTimer = 0;
    return true;
  }

  /** Removes the profile of an account that was silent, and keeps its customer. */
  public void expire() {
    profile = new CustomerProfile(settings);
    emitted = CustomerProfile.NEVER;
    emitTimer = 0;
  }

  @Override
  public Lease lease() {
    return lease; // beside the timer of a change held back
  }

  /** Removes everything learned from events up to {@code time}, and any emission held back. */
  public void erase(long time) {
    profile = profile.erased(time);
    emitted = CustomerProfile.NEVER;
    emitTimer = 0;
  }

  /**
   * Records a change by an event of the given time. A change by an event much older than the last
   * emission is emitted at once too: that emission may have been caused by a future-dated event.
   *
   * @return whether to emit the profile at once; if not, {@link #emitTimer()} gives the time
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

  /** The due time of a change held back; 0 when there is none. */
  public long emitTimer() {
    return emitTimer;
  }

  /** Whether a timer that fired is the one of a change held back. */
  public boolean due(long timer) {
    if (emitTimer == 0 || timer < emitTimer) {
      return false;
    }
    emitted = emitTimer;
    emitTimer = 0;
    return true;
  }

  /** The packed form. */
  public static PackedFormat<ProfileState> format(CustomerSettings settings) {
    PackedFormat<CustomerProfile> profile = CustomerProfile.format(settings);
    return new PackedFormat<>(
        "The state of a customer profile",
        FORMAT,
        () -> new ProfileState(settings),
        (state, out) -> state.write(out, profile),
        in -> read(in, settings, profile));
  }

  private void write(PackedWriter out, PackedFormat<CustomerProfile> format) {
    format.pack(profile, out);
    lease.write(out);
    out.writeLong(emitted);
    out.writeLong(emitTimer);
    out.writeNullableString(customer);
    out.writeVarlong(version);
  }

  private static ProfileState read(
      PackedReader in, CustomerSettings settings, PackedFormat<CustomerProfile> format) {
    ProfileState state = new ProfileState(settings, format.unpack(in), Lease.read(in));
    state.emitted = in.readLong();
    state.emitTimer = in.readLong();
    state.customer = in.readNullableString();
    state.version = in.readVarlong();
    return state;
  }
}
