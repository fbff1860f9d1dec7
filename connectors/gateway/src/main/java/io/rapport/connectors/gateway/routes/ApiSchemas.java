package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.http.OpenApi;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.EventType;
import io.rapport.connectors.sources.contract.JsonSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The schemas of the OpenAPI document: bodies of events and rules from their contracts, the other
 * bodies from a file. The tests hold every answer against them.
 */
final class ApiSchemas {

  private static final String FILE = "/openapi-schemas.json";

  private ApiSchemas() {}

  /** All schemas by name. */
  static ObjectNode all() {
    ObjectNode schemas = file();
    for (EventType type : EventType.values()) {
      String name = type.contract().getSimpleName();
      schemas.set(name, JsonSchemas.of(EventParser.avro(type)));
      ArrayNode either = schemas.putObject(batch(type)).putArray("anyOf");
      either.addObject().put("$ref", OpenApi.ref(name));
      either.addObject().put("type", "array").putObject("items").put("$ref", OpenApi.ref(name));
    }
    schemas.set("SiteRules", JsonSchemas.of(SiteRules.getClassSchema()));
    return schemas;
  }

  /** The name of the schema of one event of a type, or many. */
  static String batch(EventType type) {
    return type.contract().getSimpleName() + "OrMany";
  }

  private static ObjectNode file() {
    try (InputStream in = ApiSchemas.class.getResourceAsStream(FILE)) {
      return new ObjectMapper().readValue(in, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
