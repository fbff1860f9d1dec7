package io.rapport.core.state;

/** A value that can be packed. */
public interface Packable {

  /** Writes the value, packed, after what was written before. */
  void write(PackedWriter out);

  /** The value packed, as an array of its own. */
  default byte[] toBytes() {
    PackedWriter out = new PackedWriter(256);
    write(out);
    return out.toBytes();
  }
}
