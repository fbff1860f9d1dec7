package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.Decoded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * The part of a {@link DecodedSerializer} that a savepoint keeps: the class and the schema it wrote
 * with, so that buffered records survive an upgrade to any schema that can read the older one.
 */
public final class DecodedSerializerSnapshot<T extends SpecificRecord>
    implements TypeSerializerSnapshot<Decoded<T>> {

  private static final int VERSION = 1;

  private Class<T> type;
  private String writerSchema;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public DecodedSerializerSnapshot() {}

  /** A snapshot of the schema that a serializer writes with, not of the one it reads. */
  DecodedSerializerSnapshot(DecodedSerializer<T> serializer) {
    this(serializer.type(), SpecificData.get().getSchema(serializer.type()).toString());
  }

  DecodedSerializerSnapshot(Class<T> type, String writerSchema) {
    this.type = type;
    this.writerSchema = writerSchema;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(type.getName());
    byte[] schema = writerSchema.getBytes(StandardCharsets.UTF_8);
    out.writeInt(schema.length);
    out.write(schema);
  }

  @Override
  // The name was written from a Class<T>.
  @SuppressWarnings("unchecked")
  public void readSnapshot(int version, DataInputView in, ClassLoader classLoader)
      throws IOException {
    type = (Class<T>) InstantiationUtil.resolveClassByName(in, classLoader, SpecificRecord.class);
    byte[] schema = new byte[in.readInt()];
    in.readFully(schema);
    writerSchema = new String(schema, StandardCharsets.UTF_8);
  }

  @Override
  public TypeSerializer<Decoded<T>> restoreSerializer() {
    return new DecodedSerializer<>(type, writerSchema);
  }

  @Override
  public TypeSerializerSchemaCompatibility<Decoded<T>> resolveSchemaCompatibility(
      TypeSerializerSnapshot<Decoded<T>> old) {
    if (!(old instanceof DecodedSerializerSnapshot<T> before) || !type.equals(before.type)) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    if (writerSchema.equals(before.writerSchema)) {
      return TypeSerializerSchemaCompatibility.compatibleAsIs();
    }
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(
            new Schema.Parser().parse(writerSchema),
            new Schema.Parser().parse(before.writerSchema));
    return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
        ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
