package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.Decoded;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type information of {@link Decoded} records of one type. */
public final class DecodedTypeInfo<T extends SpecificRecord> extends TypeInformation<Decoded<T>> {

  private final Class<T> type;

  public DecodedTypeInfo(Class<T> type) {
    this.type = type;
  }

  @Override
  public TypeSerializer<Decoded<T>> createSerializer(SerializerConfig config) {
    return new DecodedSerializer<>(type);
  }

  @Override
  // A class literal cannot carry a type argument.
  @SuppressWarnings("unchecked")
  public Class<Decoded<T>> getTypeClass() {
    return (Class<Decoded<T>>) (Class<?>) Decoded.class;
  }

  @Override
  public Map<String, TypeInformation<?>> getGenericParameters() {
    return Map.of();
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
    return other instanceof DecodedTypeInfo;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecodedTypeInfo<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "Decoded<" + type.getSimpleName() + ">";
  }
}
