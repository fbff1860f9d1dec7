package io.rapport.core.customer;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A message to an account's profile: one event, the whole profile of another identifier, or the
 * customer that the account is part of. Two of the three are null.
 *
 * @param account key of the account
 * @param profile packed {@link CustomerProfile}
 */
// The bytes are a packed value in transit; nothing compares contributions.
@SuppressWarnings("ArrayRecordComponent")
public record Contribution(
    String account, Observation observation, byte[] profile, Membership membership) {

  private static final PackedFormat<Contribution> FORMAT =
      new PackedFormat<>("A contribution", 1, Contribution::write, Contribution::read);

  /** The packed form, between two steps of a job. */
  public static PackedFormat<Contribution> format() {
    return FORMAT;
  }

  private static void write(Contribution of, PackedWriter out) {
    out.writeString(of.account);
    out.writeByte(of.observation == null ? 0 : 1);
    if (of.observation != null) {
      Observation.format().pack(of.observation, out);
    }
    out.writeNullableBlock(of.profile);
    out.writeByte(of.membership == null ? 0 : 1);
    if (of.membership != null) {
      out.writeNullableString(of.membership.customer);
      out.writeLong(of.membership.version);
      out.writeLong(of.membership.time);
    }
  }

  private static Contribution read(PackedReader in) {
    String account = in.readString();
    Observation observation = in.readByte() == 0 ? null : Observation.format().unpack(in);
    byte[] profile = in.readNullableBlock();
    Membership membership =
        in.readByte() == 0
            ? null
            : new Membership(in.readNullableString(), in.readLong(), in.readLong());
    return new Contribution(account, observation, profile, membership);
  }

  /** An event. */
  public static Contribution of(String account, Observation event) {
    return new Contribution(account, event, null, null);
  }

  /** The profile of another identifier, packed. */
  public static Contribution of(String account, byte[] profile) {
    return new Contribution(account, null, profile, null);
  }

  /** The customer that an account is part of from now on. */
  public static Contribution of(String account, Membership membership) {
    return new Contribution(account, null, null, membership);
  }

  /**
   * A message that an account is part of a customer with several, or is alone again.
   *
   * @param customer key of the customer, perhaps that of the account; null when it is alone
   * @param version greater than that of earlier messages about the account
   * @param time event time of the change, in milliseconds
   */
  public record Membership(String customer, long version, long time) {}
}
