package io.rapport.core.customer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A value and when it was said; the latest wins, and of two said at once the greater text, so that
 * the order of arrival does not matter.
 *
 * @param value null when never said
 */
record Latest(String value, long time) {

  static final Latest NEVER = new Latest(null, Long.MIN_VALUE);

  Latest or(String said, long at) {
    return said == null ? this : or(new Latest(said, at));
  }

  Latest or(Latest other) {
    if (other.value == null || value == null) {
      return value == null ? other : this;
    }
    if (time != other.time) {
      return time > other.time ? this : other;
    }
    return value.compareTo(other.value) >= 0 ? this : other;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeUTF(value);
      out.writeLong(time);
    }
  }

  static Latest read(DataInput in) throws IOException {
    return in.readBoolean() ? new Latest(in.readUTF(), in.readLong()) : NEVER;
  }
}
