package io.rapport.core.state;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The packed form of a value: its format version in a leading byte, then its fields.
 *
 * @param what names the value in an error, such as "A basket"
 * @param version of the format; a reader knows this one alone
 * @param create makes the initial value of a key; null where no key starts with one
 * @param write writes the fields, without the version
 * @param read reads the output of {@code write}; may refer to the bytes but never changes them
 */
public record PackedFormat<T>(
    String what,
    int version,
    Supplier<T> create,
    BiConsumer<T, PackedWriter> write,
    Function<PackedReader, T> read) {

  /** A format of values that no key starts with. */
  public PackedFormat(
      String what, int version, BiConsumer<T, PackedWriter> write, Function<PackedReader, T> read) {
    this(what, version, null, write, read);
  }

  /** Appends a value. */
  public void pack(T value, PackedWriter out) {
    out.writeByte(version);
    write.accept(value, out);
  }

  /** A packed value in an array of its own. */
  public byte[] pack(T value) {
    PackedWriter out = new PackedWriter(256);
    pack(value, out);
    return out.toBytes();
  }

  /**
   * The value in {@code bytes}.
   *
   * @throws IllegalStateException when it has another format version
   */
  public T unpack(byte[] bytes) {
    return unpack(new PackedReader(bytes));
  }

  /**
   * The value at the position of the reader.
   *
   * @throws IllegalStateException when it has another format version
   */
  public T unpack(PackedReader in) {
    in.requireVersion(version, what);
    return read.apply(in);
  }

  /** The value in {@code bytes}, or a new one for null. */
  public T unpackOrCreate(byte[] bytes) {
    return bytes == null ? create.get() : unpack(bytes);
  }
}
