package io.rapport.core.customer;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The profile of a customer who has several accounts: the profile of each account, which stays as
 * it is, so that an account which leaves takes along exactly what it brought. The profile is shown
 * while it has the part of the account that gives the customer its id. Bounded by the accounts of a
 * customer, which those who send the parts bound. It lives as long after its last event as accounts
 * are one person after their last record: an account that is silent for less must not leave the
 * others without a profile.
 */
public final class UnitedProfile implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final long retention;
  private final PackedFormat<CustomerProfile> format;
  private final Map<String, byte[]> parts = new TreeMap<>();
  private long newest = CustomerProfile.NEVER;
  private boolean shown;

  /**
   * A profile without parts.
   *
   * @param retention time for which accounts are one person after their last record, in
   *     milliseconds
   */
  public UnitedProfile(CustomerSettings settings, long retention) {
    this.settings = settings;
    this.retention = retention;
    this.format = CustomerProfile.format(settings);
  }

  /**
   * Adds or replaces an account's part.
   *
   * @param profile packed
   * @param time of its newest event
   */
  public void put(String account, byte[] profile, long time) {
    parts.put(account, profile);
    newest = Math.max(newest, time);
  }

  /** Removes an account's part. */
  public void remove(String account) {
    parts.remove(account);
  }

  /**
   * The profile, for its consumers.
   *
   * @return null while the part of the customer's own account is missing, or all parts are empty
   */
  public ProfileView view(Subject subject) {
    CustomerProfile united = new CustomerProfile(settings);
    parts.values().forEach(part -> united.merge(format.unpack(part)));
    shown = parts.containsKey(subject.customerId()) && !united.isEmpty();
    if (!shown) {
      return null;
    }
    ProfileView view = united.view(subject);
    return parts.size() > 1 ? view.ofAccounts(List.copyOf(parts.keySet())) : view;
  }

  /** Whether the last view was a profile. */
  public boolean shown() {
    return shown;
  }

  @Override
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  @Override
  public long expiry() {
    return newest == CustomerProfile.NEVER ? Long.MAX_VALUE : newest + retention;
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The packed form. */
  public static PackedFormat<UnitedProfile> format(CustomerSettings settings, long retention) {
    return new PackedFormat<>(
        "A profile of several accounts",
        FORMAT,
        () -> new UnitedProfile(settings, retention),
        UnitedProfile::write,
        in -> read(in, settings, retention));
  }

  private void write(PackedWriter out) {
    out.writeLong(newest);
    out.writeByte(shown ? 1 : 0);
    out.writeVarint(parts.size());
    parts.forEach(
        (account, profile) -> {
          out.writeString(account);
          out.writeBlock(profile);
        });
  }

  private static UnitedProfile read(PackedReader in, CustomerSettings settings, long retention) {
    UnitedProfile united = new UnitedProfile(settings, retention);
    united.newest = in.readLong();
    united.shown = in.readByte() == 1;
    for (int left = in.readVarint(); left > 0; left--) {
      united.parts.put(in.readString(), in.readBlock());
    }
    return united;
  }
}
