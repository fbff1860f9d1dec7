package io.rapport.connectors.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.contract.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a small JSON object, checked as they are read. */
public final class Fields {

  private final JsonNode json;

  /**
   * @param names the names allowed
   */
  public Fields(JsonNode json, List<String> names) throws ProblemException {
    this.json = json;
    if (!json.isObject()) {
      throw bad("", "an object", json);
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!names.contains(field.getKey())) {
        throw bad(
            Problem.shortened(field.getKey()),
            "one of " + String.join(", ", names),
            field.getValue());
      }
    }
  }

  /** A text; empty when absent or null. */
  public Optional<String> text(String name) throws ProblemException {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw bad(name, "a text", value);
    }
    return Optional.of(value.textValue());
  }

  /** A required text. */
  public String required(String name, String expected) throws ProblemException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      throw bad(name, expected, json.path(name));
    }
    return text.get();
  }

  /** A whole number; {@code usual} when absent. */
  public int number(String name, int usual, int least, int most) throws ProblemException {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return usual;
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw bad(name, "a whole number from " + least + " to " + most, value);
    }
    return value.intValue();
  }

  /** A required list of texts. */
  public List<String> texts(String name, int most) throws ProblemException {
    JsonNode value = json.path(name);
    if (!value.isArray() || value.size() > most) {
      throw bad(name, "at most " + most + " texts", value);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isTextual()) {
        throw bad(name + "[" + texts.size() + "]", "a text", item);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  public static ProblemException bad(String name, String expected, JsonNode got) {
    return new ProblemException(
        new Problem(
            400,
            "Invalid body",
            name.isEmpty()
                ? "The body should be " + expected + "."
                : "The field " + name + " should be " + expected + ".",
            List.of(
                new FieldError(
                    name,
                    expected,
                    got.isMissingNode() ? "nothing" : Problem.shortened(got.toString()))),
            0));
  }
}
