package io.rapport.core.identity.resolve;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Another record that a record resembles.
 *
 * @param confidence probability that both are of one person
 * @param time event time of the newer record, in milliseconds
 * @param explanation one sentence
 */
record Match(String other, double confidence, long time, String explanation) {

  static void write(Match match, PackedWriter out) {
    out.writeNullableString(match == null ? null : match.other);
    if (match != null) {
      out.writeDouble(match.confidence);
      out.writeLong(match.time);
      out.writeString(match.explanation);
    }
  }

  /** Reads a match or null. */
  static Match read(PackedReader in) {
    String other = in.readNullableString();
    return other == null ? null : new Match(other, in.readDouble(), in.readLong(), in.readString());
  }
}
