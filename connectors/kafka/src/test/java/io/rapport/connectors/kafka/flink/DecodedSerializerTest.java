package io.rapport.connectors.kafka.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.avro.Purchase;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.Samples;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import io.rapport.connectors.kafka.wire.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodedSerializerTest {

  private final TypeSerializer<Decoded<Click>> serializer =
      new DecodedTypeInfo<>(Click.class).createSerializer(new SerializerConfigImpl());

  static Stream<Decoded<Click>> records() {
    Click click = Samples.click("v");
    return Stream.concat(
        Stream.of(
            Samples.decoded(click),
            Decoded.value(
                Samples.ORIGIN,
                null,
                new byte[] {1, 2},
                Map.of("trace", new byte[] {3}, "empty", new byte[0]),
                click),
            Decoded.<Click>failure(
                Samples.ORIGIN,
                new byte[0],
                null,
                Map.of(),
                new DecodeFailure(DecodeFailure.Reason.TOMBSTONE, null))),
        Stream.of(DecodeFailure.Reason.values()).map(Samples::failed));
  }

  private static <D> D roundTrip(TypeSerializer<D> writer, TypeSerializer<D> reader, D record)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    writer.serialize(record, out);
    writer.serialize(record, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    DataOutputSerializer copied = new DataOutputSerializer(64);
    reader.copy(in, copied);
    D second = reader.deserialize(in);
    assertThat(in.available()).isZero();
    D first = reader.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer()));
    assertThat(first).isEqualTo(second);
    return second;
  }

  @ParameterizedTest
  @MethodSource("records")
  void bringsEveryRecordBack(Decoded<Click> record) throws Exception {
    assertThat(roundTrip(serializer, serializer.duplicate(), record)).isEqualTo(record);
    assertThat(serializer.copy(record)).isSameAs(record);
  }

  @Test
  void travelsWithAJob() throws Exception {
    var type = InstantiationUtil.clone(new DecodedTypeInfo<>(Click.class));

    assertThat(type).isEqualTo(new DecodedTypeInfo<>(Click.class));
    assertThat(type.createSerializer(new SerializerConfigImpl())).isEqualTo(serializer);
    assertThat(type).isNotEqualTo(new DecodedTypeInfo<>(Purchase.class));
  }

  @Test
  void restoresFromItsSnapshot() throws Exception {
    TypeSerializerSnapshot<Decoded<Click>> restored = snapshotOf(serializer);

    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
    Decoded<Click> record = Samples.decoded(Samples.click("v"));
    assertThat(roundTrip(serializer, restored.restoreSerializer(), record)).isEqualTo(record);
  }

  @Test
  void readsWhatAnOlderSchemaWrote() throws Exception {
    Schema older = withoutLastField(Click.getClassSchema());
    var olderSnapshot = new DecodedSerializerSnapshot<>(Click.class, older.toString());
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(olderSnapshot)
                .isCompatibleAfterMigration())
        .isTrue();

    Click click = Samples.click("v");
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(Samples.decoded(click), out);
    // The field left out is a null, whose union branch is the last byte; the length comes first.
    byte[] value = Samples.wire(1, click);
    int length = value.length - WireFormat.HEADER_BYTES;
    byte[] written = Arrays.copyOf(out.getCopyOfBuffer(), out.length() - 1);
    ByteBuffer.wrap(written).putInt(out.length() - length - Integer.BYTES, length - 1);

    assertThat(olderSnapshot.restoreSerializer().deserialize(new DataInputDeserializer(written)))
        .isEqualTo(Samples.decoded(click));
  }

  @Test
  void refusesAnotherTypesState() {
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(
                    new DecodedSerializerSnapshot<>(
                        Click.class, Purchase.getClassSchema().toString()))
                .isIncompatible())
        .isTrue();
  }

  private static Schema withoutLastField(Schema schema) {
    List<Schema.Field> fields = schema.getFields();
    return Schema.createRecord(
        schema.getName(),
        schema.getDoc(),
        schema.getNamespace(),
        false,
        fields.subList(0, fields.size() - 1).stream()
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
  }

  private static <D> TypeSerializerSnapshot<D> snapshotOf(TypeSerializer<D> serializer)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()),
        DecodedSerializerTest.class.getClassLoader());
  }
}
