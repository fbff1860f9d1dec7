package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A value with the time it was set. The latest value wins, and of two set at the same time the
 * greater text, so that the order of arrival does not matter.
 *
 * @param value null when never set
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

  void write(PackedWriter out) {
    out.writeNullableString(value);
    if (value != null) {
      out.writeLong(time);
    }
  }

  static Latest read(PackedReader in) {
    String value = in.readNullableString();
    return value == null ? NEVER : new Latest(value, in.readLong());
  }
}
