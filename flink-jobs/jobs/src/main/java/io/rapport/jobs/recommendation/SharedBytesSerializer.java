package io.rapport.jobs.recommendation;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Arrays that nobody changes: what is copied is shared. Flink copies broadcast state while the task
 * waits at a checkpoint's barrier; of arrays that are only ever replaced the references are enough.
 * Written as {@link BytePrimitiveArraySerializer} writes, and one may be restored from the other.
 */
final class SharedBytesSerializer extends TypeSerializerSingleton<byte[]> {

  static final SharedBytesSerializer INSTANCE = new SharedBytesSerializer();

  private static final long serialVersionUID = 1L;
  private static final BytePrimitiveArraySerializer BYTES = BytePrimitiveArraySerializer.INSTANCE;

  private SharedBytesSerializer() {}

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public byte[] createInstance() {
    return BYTES.createInstance();
  }

  @Override
  public byte[] copy(byte[] from) {
    return from;
  }

  @Override
  public byte[] copy(byte[] from, byte[] reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return BYTES.getLength();
  }

  @Override
  public void serialize(byte[] bytes, DataOutputView target) throws IOException {
    BYTES.serialize(bytes, target);
  }

  @Override
  public byte[] deserialize(DataInputView source) throws IOException {
    return BYTES.deserialize(source);
  }

  @Override
  public byte[] deserialize(byte[] reuse, DataInputView source) throws IOException {
    return BYTES.deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    BYTES.copy(source, target);
  }

  @Override
  public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
    return BYTES.snapshotConfiguration();
  }
}
