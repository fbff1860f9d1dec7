package io.rapport.core.cleaning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the rules file with the lines of its values. A value of a wrong type is an error of
 * its line, and counts as its default. Keys that nobody asks for are errors too.
 */
final class YamlMap {

  private static final Pattern DURATION = Pattern.compile("(\\d+) ?(s|min|h|d)");
  private static final Map<String, Long> UNITS =
      Map.of("s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final int line;
  private final RuleErrors errors;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private String rule;

  private YamlMap(Node node, RuleErrors errors, String rule) {
    this.line = line(node);
    this.errors = errors;
    this.rule = rule;
  }

  /** The mapping in a node; null, and an error, for another node. */
  static YamlMap of(Node node, String what, RuleErrors errors, String rule) {
    if (!(node instanceof MappingNode mapping)) {
      errors.add(line(node), rule, what + " must be keys with values");
      return null;
    }
    YamlMap map = new YamlMap(node, errors, rule);
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        errors.add(line(tuple.getKeyNode()), rule, "a key must be a single word");
        continue;
      }
      String key = scalar.getValue();
      if (map.values.put(key, tuple.getValueNode()) != null) {
        errors.add(line(tuple.getKeyNode()), rule, "`" + key + "` is given twice");
      }
      map.lines.put(key, line(tuple.getKeyNode()));
    }
    return map;
  }

  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Names the rule of the errors to come. */
  void name(String name) {
    rule = name;
  }

  int line() {
    return line;
  }

  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  Set<String> keys() {
    return values.keySet();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  Node node(String key) {
    asked.add(key);
    return values.get(key);
  }

  void error(String key, String message) {
    errors.add(line(key), rule, message);
  }

  /** A text; null, and an error, when it is missing or none. */
  String requiredText(String key) {
    if (!has(key)) {
      asked.add(key);
      errors.add(line, rule, "`" + key + "` is missing");
      return null;
    }
    return text(key, null);
  }

  String text(String key, String otherwise) {
    Node node = node(key);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    error(key, "`" + key + "` must be a single value");
    return otherwise;
  }

  double number(String key, double otherwise) {
    String text = text(key, null);
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text.replace("_", ""));
    } catch (NumberFormatException e) {
      error(key, "`" + key + "` must be a number but is " + text);
      return otherwise;
    }
  }

  /** A number that {@code holds}; another is an error that says what it {@code must} be. */
  double number(String key, double otherwise, Function<Double, Boolean> holds, String must) {
    double value = number(key, otherwise);
    if (!holds.apply(value)) {
      error(key, "`%s` must be %s but is %s".formatted(key, must, text(key, "missing")));
      return otherwise;
    }
    return value;
  }

  int whole(String key, int otherwise, int least) {
    double value =
        number(
            key,
            otherwise,
            number -> number >= least && number <= Integer.MAX_VALUE && number == Math.rint(number),
            "a whole number of at least " + least);
    return (int) value;
  }

  /** A time span such as {@code 30d}, in milliseconds. */
  long duration(String key, long otherwise) {
    String text = text(key, null);
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()
        || matcher.group(1).length() > 9
        || Long.parseLong(matcher.group(1)) == 0) {
      error(key, "`%s` must be a time such as 12h or 30d but is %s".formatted(key, text));
      return otherwise;
    }
    return Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2));
  }

  /** One text or a list of them; empty when missing. */
  List<String> texts(String key) {
    Node node = node(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof ScalarNode scalar) {
      return List.of(scalar.getValue());
    }
    List<String> texts = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          errors.add(line(item), rule, "`" + key + "` must be a list of single values");
        }
      }
    } else {
      error(key, "`" + key + "` must be a value or a list of them");
    }
    return texts;
  }

  /** A mapping within; null when missing. */
  YamlMap map(String key) {
    Node node = node(key);
    return node == null ? null : of(node, "`" + key + "`", errors, rule);
  }

  /** One of the constants of an enum, given in lower case with dashes. */
  <T extends Enum<T>> T oneOf(String key, T otherwise, List<T> allowed) {
    String text = text(key, null);
    if (text == null) {
      return otherwise;
    }
    for (T constant : allowed) {
      if (word(constant).equals(text)) {
        return constant;
      }
    }
    error(
        key,
        "`%s` must be one of %s but is %s"
            .formatted(
                key, allowed.stream().map(YamlMap::word).collect(Collectors.joining(", ")), text));
    return otherwise;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reports the keys that nobody asked for. */
  void refuseOthers() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        error(
            key,
            "`%s` is not known here; known are %s"
                .formatted(key, asked.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }
}
