package io.rapport.jobs.state;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedWriter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes immutable values between operators: the length of the packed value, then the value.
 */
final class PackedSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;
  private static final int TYPICAL_SIZE = 512;

  private final Class<T> type;
  private final PackedTypeInfo.Format<T> format;
  private transient PackedFormat<T> opened;
  private transient PackedWriter writer;

  PackedSerializer(Class<T> type, PackedTypeInfo.Format<T> format) {
    this.type = type;
    this.format = format;
  }

  private PackedFormat<T> format() {
    if (opened == null) {
      opened = format.get();
      writer = new PackedWriter(TYPICAL_SIZE);
    }
    return opened;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    PackedFormat<T> packed = format();
    writer.clear();
    packed.pack(value, writer);
    target.writeInt(writer.size());
    writer.writeTo(target::write);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return format().unpack(read(source));
  }

  private static byte[] read(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    byte[] bytes = read(source);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new PackedSerializer<>(type, format);
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedSerializer<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  /** Not for state, which Flink would ask this for: a state has a {@link PackedState}. */
  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    throw new UnsupportedOperationException(type.getName() + " is packed in streams alone");
  }
}
