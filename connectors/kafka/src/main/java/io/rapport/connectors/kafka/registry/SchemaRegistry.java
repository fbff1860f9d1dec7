package io.rapport.connectors.kafka.registry;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * A Confluent-compatible schema registry, through Confluent's own client.
 *
 * <p>The client comes relocated inside Flink's registry format, together with a relocated Avro.
 * This is the only class that sees either: schemas pass in and out as JSON text, and each is parsed
 * once, since ids never change their meaning.
 */
public final class SchemaRegistry implements Closeable {

  private static final String BACKWARD = "BACKWARD";
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CACHED_SCHEMAS = 1_000;
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int READ_TIMEOUT_MS = 10_000;

  /**
   * Seconds for which an unknown id is not asked for again, so that garbage does not flood the
   * registry.
   */
  private static final long UNKNOWN_ID_SECONDS = 10;

  private final CachedSchemaRegistryClient client;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  public SchemaRegistry(String url) {
    this.client =
        new CachedSchemaRegistryClient(
            url,
            CACHED_SCHEMAS,
            Map.of(
                SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS,
                CONNECT_TIMEOUT_MS,
                SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS,
                READ_TIMEOUT_MS,
                SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG,
                UNKNOWN_ID_SECONDS));
  }

  /**
   * The schema of an id.
   *
   * @throws UnknownSchemaIdException when the registry says that it has none
   * @throws IOException when the registry gives no such answer, for whatever reason
   */
  public Schema schema(int id) throws UnknownSchemaIdException, IOException {
    Schema known = schemas.get(id);
    if (known == null) {
      known = parse(fetch(id));
      schemas.put(id, known);
    }
    return known;
  }

  private ParsedSchema fetch(int id) throws UnknownSchemaIdException, IOException {
    try {
      return client.getSchemaById(id);
    } catch (RestClientException e) {
      // A bare 404 may come from a proxy or a wrong address: only the registry's own code counts.
      if (e.getErrorCode() == SCHEMA_NOT_FOUND) {
        throw new UnknownSchemaIdException(id);
      }
      throw new IOException(e);
    }
  }

  private static Schema parse(ParsedSchema schema) {
    if (!AvroSchema.TYPE.equals(schema.schemaType())) {
      throw new SchemaParseException("it is a schema of type " + schema.schemaType());
    }
    // A writer in another language may use names and defaults that Java would not.
    return new Schema.Parser()
        .setValidate(false)
        .setValidateDefaults(false)
        .parse(schema.canonicalString());
  }

  /**
   * Registers a schema, or finds it registered.
   *
   * @return its id
   * @throws RefusedSchemaException when the registry refuses it
   * @throws IOException when the registry does not answer
   */
  public int register(String subject, Schema schema) throws IOException {
    AvroSchema contract = new AvroSchema(schema.toString());
    try {
      return client.register(subject, contract);
    } catch (RestClientException e) {
      if (e.getStatus() == 409 || e.getStatus() == 422) {
        throw new RefusedSchemaException(subject, incompatibilities(subject, contract), e);
      }
      throw new IOException(e);
    }
  }

  private List<String> incompatibilities(String subject, AvroSchema schema) throws IOException {
    try {
      return client.testCompatibilityVerbose(subject, schema);
    } catch (RestClientException e) {
      // The refusal is the answer; this only explains it.
      return List.of();
    }
  }

  /** Has the registry refuse schemas of this subject that cannot read records written before. */
  public void requireBackwardCompatibility(String subject) throws IOException {
    try {
      client.updateConfig(subject, new Config(BACKWARD));
    } catch (RestClientException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
