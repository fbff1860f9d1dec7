package io.rapport.jobs.state;

import io.rapport.core.state.PackedFormat;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The type information of immutable values that travel between operators in their packed form.
 *
 * <p>Flink's own serializer of records reads and makes them by reflection, component by component.
 * For streams alone: a state has a {@link PackedState}.
 */
public final class PackedTypeInfo<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final Format<T> format;

  /** A format that can be sent to the tasks, as a reference to a static method. */
  @FunctionalInterface
  public interface Format<T> extends Supplier<PackedFormat<T>>, Serializable {}

  public PackedTypeInfo(Class<T> type, Format<T> format) {
    this.type = type;
    this.format = format;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new PackedSerializer<>(type, format);
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof PackedTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedTypeInfo<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "Packed<" + type.getSimpleName() + ">";
  }
}
