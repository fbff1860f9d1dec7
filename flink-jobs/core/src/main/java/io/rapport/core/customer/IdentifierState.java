package io.rapport.core.customer;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The state of one cookie, e-mail address or telephone number: its account or, while none is known,
 * the profile of the customer it stands for; and the event ids already seen.
 */
public final class IdentifierState implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final RecentIds events;
  private final ProfileState profile;
  private String account;
  private long linkedAt = CustomerProfile.NEVER;
  private long newest = CustomerProfile.NEVER;

  /** The state of an identifier never seen. */
  public IdentifierState(CustomerSettings settings) {
    this(settings, new RecentIds(settings.recentIds()), new ProfileState(settings));
  }

  private IdentifierState(CustomerSettings settings, RecentIds events, ProfileState profile) {
    this.settings = settings;
    this.events = events;
    this.profile = profile;
  }

  /** Records an event; returns whether it was seen before. */
  public boolean seen(Observation event) {
    if (events.seen(event.eventId())) {
      return true;
    }
    newest = Math.max(newest, event.eventTime());
    return false;
  }

  /** Key of the account the identifier belongs to; null while none is known. */
  public String account() {
    return account;
  }

  /**
   * Links the identifier to an account. Two accounts may use one device: the newest link holds, and
   * of two links at the same time the one with the greater key.
   *
   * @return the profile that moves to the account; null when there is nothing to move
   */
  public CustomerProfile link(String accountKey, long time) {
    newest = Math.max(newest, time);
    if (account != null && (time < linkedAt || (time == linkedAt && beats(account, accountKey)))) {
      return null;
    }
    account = accountKey;
    linkedAt = time;
    if (profile.profile().isEmpty()) {
      return null;
    }
    CustomerProfile moving = profile.profile();
    profile.erase(CustomerProfile.NEVER);
    return moving;
  }

  /**
   * Ends a link; the identifier stands for a customer of its own again. Returns false if it is
   * linked to another account, or to none.
   */
  public boolean unlink(String accountKey) {
    if (!accountKey.equals(account)) {
      return false;
    }
    account = null;
    linkedAt = CustomerProfile.NEVER;
    return true;
  }

  /** Removes the link and everything learned from events up to {@code time}. */
  public void erase(long time) {
    account = null;
    linkedAt = CustomerProfile.NEVER;
    newest = Math.max(newest, time);
    profile.erase(time);
  }

  /** The profile while no account is known. */
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
    out.writeNullableString(account);
    if (account != null) {
      out.writeLong(linkedAt);
    }
    out.writeLongs(events.hashes());
    format.pack(profile, out);
  }

  private static IdentifierState read(
      PackedReader in, CustomerSettings settings, PackedFormat<ProfileState> format) {
    long newest = in.readLong();
    String account = in.readNullableString();
    long linkedAt = account == null ? CustomerProfile.NEVER : in.readLong();
    RecentIds events = RecentIds.of(settings.recentIds(), in.readLongs());
    IdentifierState state = new IdentifierState(settings, events, format.unpack(in));
    state.newest = newest;
    state.account = account;
    state.linkedAt = linkedAt;
    return state;
  }

  private static boolean beats(String holder, String challenger) {
    return holder.compareTo(challenger) > 0;
  }
}
