package io.rapport.connectors.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.gateway.access.Access;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI 3.1 document of the routes. */
public final class OpenApi {

  private OpenApi() {}

  /**
   * Describes routes.
   *
   * @param schemas the schemas of all bodies, by the names that the routes use
   */
  public static ObjectNode document(List<Route> routes, ObjectNode schemas) {
    ObjectNode document = Json.object().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Rapport gateway")
        .put("version", "0.1.0")
        .put(
            "description",
            "Takes events; serves recommendations, tickets and customers. Errors are problem"
                + " documents (RFC 9457) that name the field.");
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      paths
          .withObjectProperty(route.path)
          .set(route.method.toLowerCase(Locale.ROOT), operation(route));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas);
    schemes(components.putObject("securitySchemes"));
    return document;
  }

  /** Without keys set up, none of them is asked for. */
  private static void schemes(ObjectNode schemes) {
    schemes
        .putObject("key")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("description", "A key of rapport keys create, or a token of the identity provider.");
    schemes
        .putObject("basic")
        .put("type", "http")
        .put("scheme", "basic")
        .put("description", "A key as the user name; the password is empty.");
    schemes
        .putObject("signature")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "X-Shopify-Hmac-SHA256")
        .put("description", "HMAC-SHA256 of the body with the shop's secret, in Base64.");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", Gatekeeper.cookieName(true))
        .put(
            "description",
            "The console's login; without TLS its name is %s. Changes need the header %s."
                .formatted(Gatekeeper.cookieName(false), Gatekeeper.CONSOLE));
  }

  /** The reference to a schema of the document. */
  public static String ref(String schema) {
    return "#/components/schemas/" + schema;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode operation =
        Json.object().put("operationId", route.name).put("summary", route.summary);
    ArrayNode security = operation.putArray("security");
    ArrayNode roles = operation.putArray("x-roles");
    if (route.access == Access.OPEN) {
      security.addObject();
    } else if (route.access == Access.SIGNED) {
      security.addObject().putArray("signature");
    } else {
      route.access.roles().forEach(role -> roles.add(role.word()));
      security.addObject().putArray("key");
      security.addObject().putArray("session");
      if (route.basic) {
        security.addObject().putArray("basic");
      }
    }
    if (!route.parameters.isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      route.parameters.forEach(
          p -> {
            ObjectNode parameter =
                parameters
                    .addObject()
                    .put("name", p.name())
                    .put("in", p.in())
                    .put("required", p.in().equals("path"));
            if (!p.meaning().isEmpty()) {
              parameter.put("description", p.meaning());
            }
            parameter.putObject("schema").put("type", p.type());
          });
    }
    if (!route.bodies.isEmpty()) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      route.bodies.forEach((type, schema) -> content(body, type, schema));
    }
    ObjectNode responses = operation.putObject("responses");
    for (Map.Entry<Integer, String> answer : route.answers.entrySet()) {
      boolean problem = answer.getValue().equals("Problem");
      content(
          responses
              .putObject(Integer.toString(answer.getKey()))
              .put("description", answer.getValue()),
          problem ? Problem.MEDIA_TYPE : route.mediaType,
          answer.getValue());
    }
    content(
        responses.putObject("default").put("description", "A problem"),
        Problem.MEDIA_TYPE,
        "Problem");
    return operation;
  }

  private static void content(ObjectNode body, String mediaType, String schema) {
    body.withObjectProperty("content")
        .putObject(mediaType)
        .putObject("schema")
        .put("$ref", ref(schema));
  }
}
