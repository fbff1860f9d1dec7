package io.rapport.connectors.kafka.flink;

import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.Origin;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.wire.BoundedDecoder;
import io.rapport.connectors.kafka.wire.DecodeFailure;
import io.rapport.connectors.kafka.wire.DecodeFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link Decoded} records between operators, values in Avro's binary encoding. */
final class DecodedSerializer<T extends SpecificRecord> extends TypeSerializer<Decoded<T>> {

  private static final int NONE = -1;

  private final Class<T> type;
  private final String writerSchema;
  private transient ValueCodec<T> codec;

  DecodedSerializer(Class<T> type) {
    this(type, SpecificData.get().getSchema(type).toString());
  }

  /** A serializer that also reads what was written with an older schema of the same type. */
  DecodedSerializer(Class<T> type, String writerSchema) {
    this.type = type;
    this.writerSchema = writerSchema;
  }

  Class<T> type() {
    return type;
  }

  @Override
  public void serialize(Decoded<T> record, DataOutputView out) throws IOException {
    Origin origin = record.origin();
    out.writeUTF(origin.topic());
    out.writeInt(origin.partition());
    out.writeLong(origin.offset());
    out.writeLong(origin.timestamp());
    writeBytes(record.key(), out);
    writeBytes(record.raw(), out);
    out.writeInt(record.headers().size());
    for (var header : record.headers().entrySet()) {
      out.writeUTF(header.getKey());
      writeBytes(header.getValue(), out);
    }
    out.writeBoolean(record.hasValue());
    if (record.hasValue()) {
      codec().write(record.value(), out);
    } else {
      out.writeUTF(record.failure().reason().name());
      writeBytes(Topic.bytes(record.failure().detail()), out);
    }
  }

  @Override
  public Decoded<T> deserialize(DataInputView in) throws IOException {
    Origin origin = new Origin(in.readUTF(), in.readInt(), in.readLong(), in.readLong());
    byte[] key = readBytes(in);
    byte[] raw = readBytes(in);
    Map<String, byte[]> headers = readHeaders(in);
    if (in.readBoolean()) {
      return Decoded.value(origin, key, raw, headers, codec().read(readBytes(in)));
    }
    Reason reason = Reason.valueOf(in.readUTF());
    byte[] detail = readBytes(in);
    String text = detail == null ? null : new String(detail, StandardCharsets.UTF_8);
    return Decoded.failure(origin, key, raw, headers, new DecodeFailure(reason, text));
  }

  private static Map<String, byte[]> readHeaders(DataInputView in) throws IOException {
    int count = in.readInt();
    if (count == 0) {
      return Map.of();
    }
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), readBytes(in));
    }
    return headers;
  }

  private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes == null ? NONE : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  private static byte[] readBytes(DataInputView in) throws IOException {
    int length = in.readInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  private ValueCodec<T> codec() {
    if (codec == null) {
      codec = new ValueCodec<>(type, new Schema.Parser().parse(writerSchema));
    }
    return codec;
  }

  /** Avro's readers and writers with the buffers they reuse. */
  private static final class ValueCodec<T extends SpecificRecord> {

    private final SpecificDatumWriter<T> writer;
    private final SpecificDatumReader<T> reader;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private final BoundedDecoder decoder = new BoundedDecoder();

    ValueCodec(Class<T> type, Schema writerSchema) {
      Schema schema = SpecificData.get().getSchema(type);
      SpecificData data = SpecificData.getForClass(type);
      this.writer = new SpecificDatumWriter<>(schema, data);
      this.reader = new SpecificDatumReader<>(writerSchema, schema, data);
    }

    void write(T value, DataOutputView out) throws IOException {
      buffer.reset();
      writer.write(value, encoder);
      encoder.flush();
      out.writeInt(buffer.size());
      out.write(buffer.toByteArray());
    }

    T read(byte[] bytes) throws IOException {
      return reader.read(null, decoder.reset(bytes, 0, bytes.length));
    }
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Decoded<T>> duplicate() {
    return new DecodedSerializer<>(type, writerSchema);
  }

  @Override
  public Decoded<T> createInstance() {
    return null;
  }

  @Override
  public Decoded<T> copy(Decoded<T> from) {
    return from;
  }

  @Override
  public Decoded<T> copy(Decoded<T> from, Decoded<T> reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public Decoded<T> deserialize(Decoded<T> reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public int getLength() {
    return NONE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecodedSerializer<?> that
        && type.equals(that.type)
        && writerSchema.equals(that.writerSchema);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Decoded<T>> snapshotConfiguration() {
    return new DecodedSerializerSnapshot<>(this);
  }
}
