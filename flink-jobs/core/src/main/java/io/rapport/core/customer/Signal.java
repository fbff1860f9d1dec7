package io.rapport.core.customer;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A message to the state of one identifier.
 *
 * @param identifier key of the cookie, e-mail address or telephone number
 * @param account key of the account that LINK, UNLINK and ERASE refer to; else null
 * @param time event time, milliseconds since the epoch
 * @param observation for OBSERVE and ERASE; else null
 */
public record Signal(
    Kind kind, String identifier, String account, long time, Observation observation) {

  private static final Kind[] KINDS = Kind.values();
  private static final PackedFormat<Signal> FORMAT =
      new PackedFormat<>("A signal", 1, Signal::write, Signal::read);

  /** The action that a signal asks for. The order is part of the packed form. */
  public enum Kind {
    /** Adds an event to the customer the identifier belongs to. */
    OBSERVE,
    /** Links the identifier to the account. */
    LINK,
    /** Unlinks the identifier from the account. */
    UNLINK,
    /** Erases the identifier's state. */
    ERASE
  }

  /** The packed form, between two steps of a job. */
  public static PackedFormat<Signal> format() {
    return FORMAT;
  }

  // The order is the format: a checkpoint may hold messages on their way. Add at the end only.
  @SuppressWarnings("EnumOrdinal")
  private static void write(Signal of, PackedWriter out) {
    out.writeByte(of.kind.ordinal());
    out.writeString(of.identifier);
    out.writeNullableString(of.account);
    out.writeLong(of.time);
    out.writeByte(of.observation == null ? 0 : 1);
    if (of.observation != null) {
      Observation.format().pack(of.observation, out);
    }
  }

  private static Signal read(PackedReader in) {
    return new Signal(
        KINDS[in.readByte()],
        in.readString(),
        in.readNullableString(),
        in.readLong(),
        in.readByte() == 0 ? null : Observation.format().unpack(in));
  }

  /** The signal of an event without an account, for its strongest identifier. */
  public static Signal observe(Observation event) {
    return new Signal(Kind.OBSERVE, Identifiers.strongest(event), null, event.eventTime(), event);
  }
}
