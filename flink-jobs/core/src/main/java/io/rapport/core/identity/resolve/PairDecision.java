package io.rapport.core.identity.resolve;

import io.rapport.core.identity.graph.Edge;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A decision of somebody on two customer ids.
 *
 * @param time event time in milliseconds; of two decisions on a pair the newer counts
 * @param decidedBy null if nobody signed
 * @param comment null for none
 */
public record PairDecision(
    Kind kind, String first, String second, long time, String decidedBy, String comment) {

  /** The outcome of a decision. */
  public enum Kind {
    /** One person. */
    CONFIRM,
    /** Two persons. */
    REJECT,
    /** Takes back either. */
    UNDO
  }

  Edge pair() {
    return Edge.of(first, second);
  }

  /** One sentence on a confirmation. */
  String explanation() {
    return "Confirmed"
        + (decidedBy == null ? "" : " by " + decidedBy)
        + (comment == null ? "." : ": " + comment);
  }

  void write(PackedWriter out) {
    out.writeString(kind.name());
    out.writeString(first);
    out.writeString(second);
    out.writeLong(time);
    out.writeNullableString(decidedBy);
    out.writeNullableString(comment);
  }

  static PairDecision read(PackedReader in) {
    return new PairDecision(
        Kind.valueOf(in.readString()),
        in.readString(),
        in.readString(),
        in.readLong(),
        in.readNullableString(),
        in.readNullableString());
  }
}
