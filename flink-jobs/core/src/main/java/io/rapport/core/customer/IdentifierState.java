package io.rapport.core.customer;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The state of one cookie, e-mail address or telephone number: the accounts it belonged to; the
 * profile of the customer it stands for while it is nobody's; and the event ids already seen.
 */
public final class IdentifierState implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final RecentIds events;
  private final ProfileState profile;
  private final Owners owners;
  private long newest = CustomerProfile.NEVER;

  /** The state of an identifier never seen. */
  public IdentifierState(CustomerSettings settings) {
    this(
        settings,
        new RecentIds(settings.recentIds()),
        new ProfileState(settings),
        new Owners(settings.maxOwners()));
  }

  private IdentifierState(
      CustomerSettings settings, RecentIds events, ProfileState profile, Owners owners) {
    this.settings = settings;
    this.events = events;
    this.profile = profile;
    this.owners = owners;
  }

  /** Records an event; returns whether it was seen before. */
  public boolean seen(Observation event) {
    if (events.seen(event.eventId())) {
      return true;
    }
    newest = Math.max(newest, event.eventTime());
    return false;
  }

  /** Key of the account that an event of the given time belongs to; null for nobody's. */
  public String account(long time) {
    return owners.at(time);
  }

  /** Key of the account the identifier belongs to now; null for nobody. */
  public String account() {
    return owners.current();
  }

  /**
   * Links the identifier to an account. Two accounts may use one device: each has the events from
   * its own login on.
   *
   * @return the profile that moves to the account, because it is the first; null when there is
   *     nothing to move
   */
  public CustomerProfile link(String accountKey, long time) {
    newest = Math.max(newest, time);
    boolean first = owners.isEmpty();
    owners.login(accountKey, time);
    if (!first || profile.profile().isEmpty()) {
      return null;
    }
    CustomerProfile moving = profile.profile();
    profile.erase(CustomerProfile.NEVER);
    return moving;
  }

  /** Makes the identifier nobody's from a time on: whoever used it has logged out. */
  public void logout(long time) {
    owners.logout(time);
  }

  /**
   * Ends all links to an account. Returns false if there is none; if it was the only one, the
   * identifier stands for a customer of its own again.
   */
  public boolean unlink(String accountKey) {
    return owners.remove(accountKey);
  }

  /** Removes all links and everything learned from events up to {@code time}. */
  public void erase(long time) {
    owners.clear();
    newest = Math.max(newest, time);
    profile.erase(time);
  }

  /** The profile of the time in which the identifier is nobody's. */
  public ProfileState profile() {
    return profile;
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public long expiry() {
    return newest + settings.retention();
  }

  @Override
  public Lease lease() {
    return profile.lease();
  }

  /** The packed form. */
  public static PackedFormat<IdentifierState> format(CustomerSettings settings) {
    PackedFormat<ProfileState> profile = ProfileState.format(settings);
    return new PackedFormat<>(
        "The state of an identifier",
        FORMAT,
        () -> new IdentifierState(settings),
        (state, out) -> state.write(out, profile),
        in -> read(in, settings, profile));
  }

  private void write(PackedWriter out, PackedFormat<ProfileState> format) {
    out.writeLong(newest);
    owners.write(out);
    out.writeLongs(events.hashes());
    format.pack(profile, out);
  }

  private static IdentifierState read(
      PackedReader in, CustomerSettings settings, PackedFormat<ProfileState> format) {
    long newest = in.readLong();
    Owners owners = new Owners(settings.maxOwners());
    owners.read(in);
    RecentIds events = RecentIds.of(settings.recentIds(), in.readLongs());
    IdentifierState state = new IdentifierState(settings, events, format.unpack(in), owners);
    state.newest = newest;
    return state;
  }
}
