package io.rapport.jobs.state;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Values that nobody changes: what is copied is shared. Flink copies broadcast state while the task
 * waits at a checkpoint's barrier; of values that are only ever replaced the references are enough.
 * Written as the serializer inside writes, and one may be restored from the other.
 */
public final class ImmutableSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final TypeSerializer<T> inner;

  public ImmutableSerializer(TypeSerializer<T> inner) {
    this.inner = inner;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return new ImmutableSerializer<>(inner.duplicate());
  }

  @Override
  public T createInstance() {
    return inner.createInstance();
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
    return inner.getLength();
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    inner.serialize(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    return inner.deserialize(source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return inner.deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    inner.copy(source, target);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImmutableSerializer<?> shared && shared.inner.equals(inner);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ImmutableSerializer.class, inner);
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return inner.snapshotConfiguration();
  }
}
