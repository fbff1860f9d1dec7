package io.rapport.connectors.sources.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads JSON as records of the contracts, or tells every field that is wrong, up to {@value
 * #MAX_ERRORS}. For any number of threads.
 */
public final class ContractReader {

  /** The most errors told of one record. */
  public static final int MAX_ERRORS = 20;

  /** The fields of which at least one must be present. */
  private static final Map<Class<?>, List<String>> ONE_OF =
      Map.of(
          Click.class, List.of("visitorId", "customerId"),
          Purchase.class, List.of("customerId", "visitorId", "email", "phone"),
          IdentityLink.class, List.of("visitorId", "customerId", "email", "phone"),
          PrivacyRequest.class, List.of("customerId", "visitorId"));

  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final SchemaValidatorsConfig config =
      SchemaValidatorsConfig.builder()
          .pathType(PathType.JSON_PATH)
          .formatAssertionsEnabled(true)
          .build();
  private final Map<Class<?>, JsonSchema> schemas = new ConcurrentHashMap<>();

  /**
   * A record, or the reasons why there is none.
   *
   * @param record null when there are errors
   */
  public record Result(SpecificRecord record, List<FieldError> errors) {

    private static Result of(List<FieldError> errors) {
      return new Result(null, List.copyOf(errors));
    }
  }

  /** The Avro schema of a contract. */
  public static Schema avro(Class<? extends SpecificRecord> contract) {
    return SpecificData.get().getSchema(contract);
  }

  /**
   * Reads one record.
   *
   * @param place its place in the body, for errors; empty for the whole
   */
  public Result read(Class<? extends SpecificRecord> contract, JsonNode json, String place) {
    Schema avro = avro(contract);
    JsonSchema schema =
        schemas.computeIfAbsent(contract, type -> factory.getSchema(JsonSchemas.of(avro), config));
    List<FieldError> wrong =
        schema.validate(json).stream()
            .limit(MAX_ERRORS)
            .map(message -> error(message, place))
            .toList();
    if (!wrong.isEmpty()) {
      return Result.of(wrong);
    }
    try {
      SpecificRecord read = AvroJson.read(json, avro, place);
      List<FieldError> unmet = rules(contract, read, place);
      return unmet.isEmpty() ? new Result(read, List.of()) : Result.of(unmet);
    } catch (AvroJson.MisfitException e) {
      return Result.of(List.of(e.error()));
    }
  }

  /** Checks the fields of one event against each other. */
  private static List<FieldError> rules(Class<?> contract, SpecificRecord event, String place) {
    Schema schema = event.getSchema();
    List<String> oneOf = ONE_OF.getOrDefault(contract, List.of());
    if (!oneOf.isEmpty()
        && oneOf.stream().allMatch(name -> event.get(schema.getField(name).pos()) == null)) {
      return List.of(
          new FieldError(
              AvroJson.join(place, oneOf.get(0)), "one of " + String.join(", ", oneOf), "nothing"));
    }
    if (event instanceof Click click
        && click.getItemId() == null
        && click.getAction() != ClickAction.SEARCH) {
      return List.of(
          new FieldError(
              AvroJson.join(place, "itemId"), "a value, for every action but SEARCH", "nothing"));
    }
    return List.of();
  }

  private static FieldError error(ValidationMessage message, String place) {
    String at = place(place, message.getInstanceLocation().toString());
    JsonNode got = message.getInstanceNode();
    JsonNode rule = message.getSchemaNode();
    return switch (message.getType()) {
      case "required" ->
          new FieldError(AvroJson.join(at, message.getProperty()), "a value", "nothing");
      case "additionalProperties" ->
          new FieldError(
              AvroJson.join(at, FieldError.shortened(message.getProperty())),
              "no field of this name",
              "one");
      case "type" -> new FieldError(at, types(rule), shown(got));
      case "enum" -> new FieldError(at, "one of " + list(rule), shown(got));
      case "format" -> new FieldError(at, "a time such as 2026-01-31T12:00:00Z", shown(got));
      case "minLength" -> new FieldError(at, "a text that is not empty", shown(got));
      default -> new FieldError(at, message.getType() + " " + rule, shown(got));
    };
  }

  private static String place(String place, String jsonPath) {
    String inside = jsonPath.startsWith("$") ? jsonPath.substring(1) : jsonPath;
    return place.isEmpty() && inside.startsWith(".") ? inside.substring(1) : place + inside;
  }

  private static String types(JsonNode rule) {
    return rule == null || rule.isTextual() ? String.valueOf(rule).replace("\"", "") : list(rule);
  }

  private static String list(JsonNode names) {
    return StreamSupport.stream(names.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static String shown(JsonNode got) {
    return got == null ? "nothing" : FieldError.shortened(got.toString());
  }
}
