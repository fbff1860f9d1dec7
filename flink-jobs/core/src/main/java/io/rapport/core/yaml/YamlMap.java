package io.rapport.core.yaml;

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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a file with the lines of its values. A value of a wrong type is an error of its
 * line, and counts as its default. Keys that nobody asks for are errors too.
 */
public final class YamlMap {

  private static final Pattern DURATION = Pattern.compile("(\\d+) ?(s|min|h|d)");
  private static final Map<String, Long> UNITS =
      Map.of("s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private final int line;
  private final YamlErrors errors;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();
  private String name;

  private YamlMap(Node node, YamlErrors errors, String name) {
    this.line = line(node);
    this.errors = errors;
    this.name = name;
  }

  /**
   * The root of a text; null, and an error, when it is empty or no YAML.
   *
   * @param label of the text
   */
  public static Node root(String yaml, String label, YamlErrors errors) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setLabel(label).build())
              .composeString(yaml)
              .orElse(null);
      if (root == null) {
        errors.add(1, null, "the file is empty");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      errors.add(line, null, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      errors.add(1, null, "this is not YAML: " + e.getMessage());
    }
    return null;
  }

  /** The mapping in a node; null, and an error, for another node. */
  public static YamlMap of(Node node, String what, YamlErrors errors, String name) {
    if (!(node instanceof MappingNode mapping)) {
      errors.add(line(node), name, what + " must be keys with values");
      return null;
    }
    YamlMap map = new YamlMap(node, errors, name);
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        errors.add(line(tuple.getKeyNode()), name, "a key must be a single word");
        continue;
      }
      String key = scalar.getValue();
      if (map.values.put(key, tuple.getValueNode()) != null) {
        errors.add(line(tuple.getKeyNode()), name, "`" + key + "` is given twice");
      }
      map.lines.put(key, line(tuple.getKeyNode()));
    }
    return map;
  }

  public static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Names the part of the errors to come. */
  public void name(String name) {
    this.name = name;
  }

  public int line() {
    return line;
  }

  public int line(String key) {
    return lines.getOrDefault(key, line);
  }

  public Set<String> keys() {
    return values.keySet();
  }

  public boolean has(String key) {
    return values.containsKey(key);
  }

  public Node node(String key) {
    asked.add(key);
    return values.get(key);
  }

  public void error(String key, String message) {
    errors.add(line(key), name, message);
  }

  /** A text; null, and an error, when it is missing or none. */
  public String requiredText(String key) {
    if (!has(key)) {
      asked.add(key);
      errors.add(line, name, "`" + key + "` is missing");
      return null;
    }
    return text(key, null);
  }

  public String text(String key, String otherwise) {
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

  public double number(String key, double otherwise) {
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
  public double number(String key, double otherwise, Function<Double, Boolean> holds, String must) {
    double value = number(key, otherwise);
    if (!holds.apply(value)) {
      error(key, "`%s` must be %s but is %s".formatted(key, must, text(key, "missing")));
      return otherwise;
    }
    return value;
  }

  public int whole(String key, int otherwise, int least) {
    double value =
        number(
            key,
            otherwise,
            number -> number >= least && number <= Integer.MAX_VALUE && number == Math.rint(number),
            "a whole number of at least " + least);
    return (int) value;
  }

  /** A time span such as {@code 30d}, in milliseconds. */
  public long duration(String key, long otherwise) {
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
  public List<String> texts(String key) {
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
          errors.add(line(item), name, "`" + key + "` must be a list of single values");
        }
      }
    } else {
      error(key, "`" + key + "` must be a value or a list of them");
    }
    return texts;
  }

  /** A mapping within; null when missing. */
  public YamlMap map(String key) {
    Node node = node(key);
    return node == null ? null : of(node, "`" + key + "`", errors, name);
  }

  /** One of the constants of an enum, given in lower case with dashes. */
  public <T extends Enum<T>> T oneOf(String key, T otherwise, List<T> allowed) {
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

  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reports the keys that nobody asked for. */
  public void refuseOthers() {
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
