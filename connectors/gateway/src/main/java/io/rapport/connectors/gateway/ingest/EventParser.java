package io.rapport.connectors.gateway.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.rapport.avro.ClickAction;
import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Parses bodies into records: JSON that is valid by the contract's schema, one event or an array of
 * them, all or none. For any number of threads.
 */
public final class EventParser {

  private static final int MAX_ERRORS = 20;

  private final IngestSettings settings;
  private final ObjectMapper reader;
  private final JsonSchema rules;
  private final Map<EventType, JsonSchema> schemas = new EnumMap<>(EventType.class);

  public EventParser(IngestSettings settings) {
    this.settings = settings;
    this.reader = Json.strictReader(settings.maxDepth());
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_PATH)
            .formatAssertionsEnabled(true)
            .build();
    rules = factory.getSchema(JsonSchemas.of(SiteRules.getClassSchema()), config);
    for (EventType type : EventType.values()) {
      schemas.put(type, factory.getSchema(JsonSchemas.of(avro(type)), config));
    }
  }

  public static Schema avro(EventType type) {
    return SpecificData.get().getSchema(type.contract());
  }

  /**
   * Reads a body.
   *
   * @param site the site of events that name none
   * @throws ProblemException that names each field that is wrong, up to {@value #MAX_ERRORS}
   */
  public List<SpecificRecord> parse(EventType type, byte[] body, String site)
      throws ProblemException {
    JsonNode json = json(body);
    JsonIds.standardise(json);
    if (avro(type).getField("site") != null) {
      (json.isArray() ? json : List.of(json)).forEach(event -> setSite(event, site));
    }
    if (!json.isArray()) {
      return records(type, List.of(json), false);
    }
    if (json.isEmpty() || json.size() > settings.maxBatch()) {
      throw new ProblemException(
          Problem.of(
              json.isEmpty() ? 400 : 413,
              "Wrong batch size",
              "A batch has 1 to %d events, not %d.".formatted(settings.maxBatch(), json.size())));
    }
    return records(type, StreamSupport.stream(json.spliterator(), false).toList(), true);
  }

  private static void setSite(JsonNode event, String site) {
    if (event instanceof ObjectNode object && !object.has("site")) {
      object.put("site", site);
    }
  }

  /** Reads JSON that is an object or an array, with any content. */
  public JsonNode json(byte[] body) throws ProblemException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode json = reader.readTree(text);
      if (json.isObject() || json.isArray()) {
        return json;
      }
      throw new ProblemException(
          Problem.of(
              400, "Not an event", "The body should be a JSON object, or an array of objects."));
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.of(400, "Not UTF-8", "The body should be UTF-8."));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new ProblemException(
          Problem.of(
              400,
              "Not JSON",
              "The body is no JSON%s: %s"
                  .formatted(where, Problem.shortened(String.valueOf(e.getOriginalMessage())))));
    }
  }

  /**
   * Reads a site's rules.
   *
   * @throws ProblemException that names each field that is wrong
   */
  public SiteRules rules(byte[] body, String site, Instant now) throws ProblemException {
    JsonNode json = json(body);
    List<Problem.FieldError> errors = new ArrayList<>(validate(rules, json, ""));
    if (errors.isEmpty()) {
      try {
        SiteRules read = (SiteRules) AvroJson.read(json, SiteRules.getClassSchema(), "");
        read.setSite(site);
        read.setEventTime(now);
        errors.addAll(RuleChecks.of(read));
        if (errors.isEmpty()) {
          return read;
        }
      } catch (AvroJson.MisfitException e) {
        errors.add(e.error());
      }
    }
    throw new ProblemException(
        new Problem(
            400,
            "Invalid rules",
            "The rules do not match their contract; nothing was changed.",
            List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size()))),
            0));
  }

  private List<SpecificRecord> records(EventType type, List<JsonNode> events, boolean batch)
      throws ProblemException {
    List<SpecificRecord> records = new ArrayList<>(events.size());
    List<Problem.FieldError> errors = new ArrayList<>();
    for (int i = 0; i < events.size() && errors.size() < MAX_ERRORS; i++) {
      String place = batch ? "[" + i + "]" : "";
      List<Problem.FieldError> found = validate(schemas.get(type), events.get(i), place);
      errors.addAll(found);
      if (found.isEmpty()) {
        try {
          SpecificRecord read = AvroJson.read(events.get(i), avro(type), place);
          errors.addAll(rules(type, read, place));
          records.add(read);
        } catch (AvroJson.MisfitException e) {
          errors.add(e.error());
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          new Problem(
              400,
              "Invalid event",
              errors.get(0).field().isEmpty()
                  ? "The event does not match its contract; nothing was taken."
                  : "The field "
                      + errors.get(0).field()
                      + " does not match its contract; nothing was taken.",
              List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size()))),
              0));
    }
    return records;
  }

  private static List<Problem.FieldError> validate(
      JsonSchema schema, JsonNode event, String place) {
    return schema.validate(event).stream()
        .limit(MAX_ERRORS)
        .map(message -> error(message, place))
        .toList();
  }

  private static Problem.FieldError error(ValidationMessage message, String place) {
    String at = place(place, message.getInstanceLocation().toString());
    JsonNode got = message.getInstanceNode();
    JsonNode rule = message.getSchemaNode();
    return switch (message.getType()) {
      case "required" ->
          new Problem.FieldError(AvroJson.join(at, message.getProperty()), "a value", "nothing");
      case "additionalProperties" ->
          new Problem.FieldError(
              AvroJson.join(at, Problem.shortened(message.getProperty())),
              "no field of this name",
              "one");
      case "type" -> new Problem.FieldError(at, types(rule), shown(got));
      case "enum" -> new Problem.FieldError(at, "one of " + list(rule), shown(got));
      case "format" ->
          new Problem.FieldError(at, "a time such as 2026-01-31T12:00:00Z", shown(got));
      case "minLength" -> new Problem.FieldError(at, "a text that is not empty", shown(got));
      default -> new Problem.FieldError(at, message.getType() + " " + rule, shown(got));
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
    return got == null ? "nothing" : Problem.shortened(got.toString());
  }

  /** Checks the fields of one event against each other. */
  private static List<Problem.FieldError> rules(
      EventType type, SpecificRecord event, String place) {
    Schema schema = event.getSchema();
    if (!type.oneOf().isEmpty()
        && type.oneOf().stream().allMatch(name -> event.get(schema.getField(name).pos()) == null)) {
      return List.of(
          new Problem.FieldError(
              AvroJson.join(place, type.oneOf().get(0)),
              "one of " + String.join(", ", type.oneOf()),
              "nothing"));
    }
    if (type == EventType.CLICKS
        && event.get(schema.getField("itemId").pos()) == null
        && event.get(schema.getField("action").pos()) != ClickAction.SEARCH) {
      return List.of(
          new Problem.FieldError(
              AvroJson.join(place, "itemId"), "a value, for every action but SEARCH", "nothing"));
    }
    return List.of();
  }
}
