package io.rapport.jobs.state;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A serializer of immutable values: a copy is the value itself.
 *
 * <p>Flink copies broadcast state in the synchronous part of a checkpoint. For values that are only
 * ever replaced, the references are enough. The written form is that of the inner serializer, and
 * either can restore what the other wrote.
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
