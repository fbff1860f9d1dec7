package io.rapport.connectors.kafka.wire;

import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import io.rapport.connectors.kafka.registry.RegistryLookup;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records of one type in the wire format. It registers the schema once for each subject and
 * reuses its buffers. For one thread.
 */
public final class WireEncoder<A extends SpecificRecord> implements Closeable {

  private final RegistryLookup registry;
  private final Schema contract;
  private final SpecificDatumWriter<A> writer;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);
  private final Map<String, byte[]> headers = new HashMap<>();

  public WireEncoder(Class<A> type, RegistryLookup registry) {
    this.registry = registry;
    Schema schema = SpecificData.get().getSchema(type);
    this.contract = WireFormat.withoutJavaHints(schema);
    SpecificData data = SpecificData.getForClass(type);
    data.setCustomCoders(true); // Generated coders, which records without dates have.
    this.writer = new SpecificDatumWriter<>(schema, data);
  }

  RegistryLookup registry() {
    return registry;
  }

  /**
   * Encodes one value.
   *
   * @throws RefusedSchemaException when the registry refuses the schema for the subject
   * @throws InterruptedException when interrupted while the registry is away
   */
  public byte[] encode(String topic, A value) throws InterruptedException {
    byte[] header = prepare(topic);
    try {
      buffer.reset();
      buffer.write(header);
      writer.write(value, encoder);
      encoder.flush();
      return buffer.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an array was not written to", e);
    } catch (RuntimeException e) {
      // A new encoder, because the old one still holds a part of this value.
      encoder = EncoderFactory.get().binaryEncoder(buffer, null);
      throw e;
    }
  }

  /** The header of a topic's values, from the registry the first time. */
  public byte[] prepare(String topic) throws InterruptedException {
    byte[] header = headers.get(topic);
    if (header == null) {
      header = WireFormat.header(registry.register(WireFormat.subject(topic), contract));
      headers.put(topic, header);
    }
    return header;
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
