package io.rapport.core.identity.resolve;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A customer id of which a record is kept.
 *
 * @param firstSeen event time of its first record, in milliseconds
 * @param lastSeen event time of its newest record, or of the stream when that came, if later
 * @param sources its records, at least one
 */
record Node(long firstSeen, long lastSeen, SourceRecords sources) {

  /** The customer id that its records name; null for none. */
  String sameAs() {
    return sources.sameAs();
  }

  void write(PackedWriter out) {
    out.writeLong(firstSeen);
    out.writeLong(lastSeen);
    sources.write(out);
  }

  /**
   * Reads a node.
   *
   * @param whole the one record of all its sources
   */
  static Node read(PackedReader in, PersonRecord whole) {
    return new Node(in.readLong(), in.readLong(), SourceRecords.read(in, whole));
  }
}
