package io.rapport.core.customer;

import io.rapport.core.intake.RecentIds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Recent event ids in a packed value. */
final class EventIds {

  private EventIds() {}

  static void write(RecentIds ids, DataOutput out) throws IOException {
    long[] hashes = ids.hashes();
    out.writeInt(hashes.length);
    for (long hash : hashes) {
      out.writeLong(hash);
    }
  }

  static RecentIds read(DataInput in, int capacity) throws IOException {
    long[] hashes = new long[in.readInt()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = in.readLong();
    }
    return RecentIds.of(capacity, hashes);
  }
}
