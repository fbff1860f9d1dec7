package io.rapport.jobs.state;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A value with its age when it was stored: the time from its newest event to the stream's time. It
 * expires by a clock that stood at its newest event then, so an old event is kept as long as a new
 * one. The age is 0 for a value whose newest event is not behind the stream.
 */
final class StoredValue<T extends Expiring> {

  private final T value;
  private long age;

  private StoredValue(T value, long age) {
    this.value = value;
    this.age = age;
  }

  T value() {
    return value;
  }

  /**
   * Sets the value's age at a time of the stream; {@link Long#MIN_VALUE} for an unknown time, at
   * which the age stays.
   */
  void age(long now) {
    if (now == Long.MIN_VALUE) {
      return;
    }
    long newest = value.newest();
    age = newest == Long.MIN_VALUE || now <= newest ? 0 : now - newest;
  }

  /** The expiry in the stream's time. */
  long expiry() {
    long expiry = value.expiry();
    return expiry == Long.MAX_VALUE ? expiry : expiry + age;
  }

  /** A time of the stream by the value's clock. */
  long local(long time) {
    return time - age;
  }

  /** The packed form: that of the value, with the age before its fields. */
  static <T extends Expiring> PackedFormat<StoredValue<T>> format(PackedFormat<T> format) {
    return new PackedFormat<>(
        format.what(),
        format.version(),
        () -> of(format.create().get()),
        (stored, out) -> stored.write(out, format),
        in -> read(in, format));
  }

  static <T extends Expiring> StoredValue<T> of(T value) {
    return new StoredValue<>(value, 0);
  }

  private void write(PackedWriter out, PackedFormat<T> format) {
    out.writeVarlong(age);
    format.write().accept(value, out);
  }

  private static <T extends Expiring> StoredValue<T> read(PackedReader in, PackedFormat<T> format) {
    long age = in.readVarlong();
    return new StoredValue<>(format.read().apply(in), age);
  }
}
