package io.rapport.core.identity.resolve;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A customer id of which a record is kept.
 *
 * @param firstSeen event time of its first record, in milliseconds
 * @param lastSeen event time of its newest record, or of the stream when that came, if later
 * @param sameAs the customer id that its record names; null for none
 */
record Node(long firstSeen, long lastSeen, String sameAs) {

  void write(PackedWriter out) {
    out.writeLong(firstSeen);
    out.writeLong(lastSeen);
    out.writeNullableString(sameAs);
  }

  static Node read(PackedReader in) {
    return new Node(in.readLong(), in.readLong(), in.readNullableString());
  }
}
