package io.rapport.connectors.kafka.wire;

import io.rapport.connectors.kafka.registry.RegistryLookup;
import io.rapport.connectors.kafka.registry.UnknownSchemaIdException;
import io.rapport.connectors.kafka.wire.DecodeFailure.Reason;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaParseException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes the wire format into records of one type: looks up the writer's schema, resolves it to
 * the reader's, and answers with a value or a failure. It throws only when interrupted. For one
 * thread.
 */
public final class WireDecoder<T extends SpecificRecord> implements Closeable {

  /**
   * The result of decoding: a value or a failure, the other being null.
   *
   * @param value the record
   * @param failure the reason why there is none
   */
  public record Result<T>(T value, DecodeFailure failure) {

    static <T> Result<T> failed(Reason reason, String detail) {
      return new Result<>(null, new DecodeFailure(reason, detail));
    }
  }

  /** The reader of records written with one schema, or the reason why there is none. */
  private record Resolution<T>(SpecificDatumReader<T> reader, DecodeFailure failure) {}

  private final Class<T> type;
  private final Schema readerSchema;
  private final RegistryLookup registry;
  private final Map<Integer, Resolution<T>> resolutions = new HashMap<>();
  private final BoundedDecoder decoder = new BoundedDecoder();

  public WireDecoder(Class<T> type, RegistryLookup registry) {
    this.type = type;
    this.readerSchema = SpecificData.get().getSchema(type);
    this.registry = registry;
  }

  RegistryLookup registry() {
    return registry;
  }

  /**
   * Decodes one Kafka value.
   *
   * @param bytes the value; null for a tombstone
   * @throws InterruptedException when interrupted while the registry is away
   */
  public Result<T> decode(byte[] bytes) throws InterruptedException {
    if (bytes == null) {
      return Result.failed(Reason.TOMBSTONE, "the value is null");
    }
    if (!WireFormat.hasHeader(bytes)) {
      return Result.failed(
          Reason.NOT_WIRE_FORMAT, "the value does not start with the byte 0 and a schema id");
    }
    Resolution<T> resolution = resolution(WireFormat.schemaId(bytes));
    return resolution.failure != null
        ? new Result<>(null, resolution.failure)
        : read(resolution.reader, bytes);
  }

  private Resolution<T> resolution(int id) throws InterruptedException {
    Resolution<T> known = resolutions.get(id);
    if (known != null) {
      return known;
    }
    Resolution<T> resolved;
    try {
      resolved = resolve(id, registry.schema(id));
    } catch (UnknownSchemaIdException e) {
      // Not kept: the schema may be registered later, and the client remembers for a while.
      return unreadable(Reason.UNKNOWN_SCHEMA_ID, e.getMessage());
    } catch (SchemaParseException e) {
      resolved = unreadable(Reason.INCOMPATIBLE_SCHEMA, "schema " + id + ": " + e.getMessage());
    }
    resolutions.put(id, resolved);
    return resolved;
  }

  private Resolution<T> resolve(int id, Schema writerSchema) {
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
    if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
      return unreadable(
          Reason.INCOMPATIBLE_SCHEMA,
          "schema "
              + id
              + ", "
              + writerSchema.getFullName()
              + ", cannot be read as "
              + readerSchema.getFullName()
              + ": "
              + incompatibilities(compatibility));
    }
    return new Resolution<>(
        new SpecificDatumReader<>(writerSchema, readerSchema, SpecificData.getForClass(type)),
        null);
  }

  private static String incompatibilities(SchemaPairCompatibility compatibility) {
    return compatibility.getResult().getIncompatibilities().stream()
        .map(
            found ->
                found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")")
        .collect(Collectors.joining(", "));
  }

  private static <T> Resolution<T> unreadable(Reason reason, String detail) {
    return new Resolution<>(null, new DecodeFailure(reason, detail));
  }

  private Result<T> read(SpecificDatumReader<T> reader, byte[] bytes) {
    decoder.reset(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES);
    try {
      T value = reader.read(null, decoder);
      return decoder.remaining() == 0
          ? new Result<>(value, null)
          : Result.failed(
              Reason.TRAILING_BYTES, decoder.remaining() + " bytes are left over after the record");
    } catch (EOFException e) {
      return Result.failed(Reason.TRUNCATED, "the value ends in the middle of the record");
    } catch (IOException | RuntimeException e) {
      return malformed(e);
    } catch (StackOverflowError e) {
      // A writer's schema may be recursive, and its data nested without bound.
      return malformed(e);
    }
  }

  private Result<T> malformed(Throwable cause) {
    // The class only: messages may quote the record.
    String what =
        cause instanceof AvroRuntimeException ? "" : " (" + cause.getClass().getSimpleName() + ")";
    return Result.failed(Reason.MALFORMED, "the value does not fit the schema it names" + what);
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
