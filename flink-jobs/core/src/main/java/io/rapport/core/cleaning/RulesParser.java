package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Head;
import io.rapport.core.cleaning.form.Vocabulary;
import io.rapport.core.yaml.YamlErrors;
import io.rapport.core.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a rules file:
 *
 * <pre>
 * version: 1
 * vocabularies: {name: {standard value: [synonym, ...]}}
 * rules:
 *   - name: ...
 *     on: source.field, or a list of them
 *     where: {field: value, or a list of them}
 *     required | default | impute | outlier | standardise | convert: ...
 * </pre>
 */
final class RulesParser {

  private static final int VERSION = 1;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_NAME = 40;

  private final YamlErrors errors = new YamlErrors("rule");
  private final Map<String, Vocabulary> vocabularies = new HashMap<>();

  /**
   * The rules in a text.
   *
   * @throws CleaningRulesException with every error in it
   */
  static List<CleaningRule> parse(String yaml) {
    return new RulesParser().read(yaml);
  }

  private List<CleaningRule> read(String yaml) {
    List<CleaningRule> rules = new ArrayList<>();
    Node root = YamlMap.root(yaml, "rules", errors);
    YamlMap file = root == null ? null : YamlMap.of(root, "the file", errors, null);
    if (file != null) {
      if (file.whole("version", 0, 0) != VERSION) {
        file.error("version", "`version` must be " + VERSION);
      }
      vocabularies(file.map("vocabularies"));
      rules(file.node("rules"), rules);
      file.refuseOthers();
    }
    if (!errors.all().isEmpty()) {
      throw new CleaningRulesException(errors.all());
    }
    return List.copyOf(rules);
  }

  private void vocabularies(YamlMap all) {
    if (all == null) {
      return;
    }
    for (String name : Set.copyOf(all.keys())) {
      YamlMap words = all.map(name);
      if (words != null) {
        Map<String, String> synonyms = new LinkedHashMap<>();
        for (String standard : words.keys()) {
          synonyms.put(standard, standard);
          words.texts(standard).forEach(word -> synonyms.put(word, standard));
        }
        vocabularies.put(name, new Vocabulary(synonyms));
      }
    }
  }

  private void rules(Node node, List<CleaningRule> rules) {
    if (!(node instanceof SequenceNode sequence)) {
      errors.add(node == null ? 1 : YamlMap.line(node), null, "`rules` must be a list of rules");
      return;
    }
    Set<String> names = new HashSet<>();
    for (Node item : sequence.getValue()) {
      YamlMap map = YamlMap.of(item, "a rule", errors, null);
      if (map != null) {
        rule(map, names, rules);
      }
    }
  }

  private void rule(YamlMap map, Set<String> names, List<CleaningRule> rules) {
    String name = map.requiredText("name");
    map.name(name);
    if (name != null && (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME)) {
      map.error("name", "a name is of small letters, digits and single dashes, at most 40");
    }
    if (name != null && !names.add(name)) {
      map.error("name", "another rule has the same name");
    }
    List<Field> fields = fields(map);
    Head head = new Head(name, map.line(), fields, where(map, fields));
    CleaningRule rule = new KindParser(map, head, vocabularies).parse();
    map.refuseOthers();
    if (rule != null) {
      rules.add(rule);
    }
  }

  private static List<Field> fields(YamlMap map) {
    List<Field> fields = new ArrayList<>();
    List<String> paths = map.texts("on");
    if (paths.isEmpty()) {
      map.requiredText("on");
    }
    for (String path : paths) {
      int dot = path.indexOf('.');
      Source source = Source.labelled(dot < 0 ? path : path.substring(0, dot));
      if (source == null) {
        map.error(
            "on",
            "there is no source `%s`; sources are %s"
                .formatted(dot < 0 ? path : path.substring(0, dot), labels()));
        continue;
      }
      Field field = dot < 0 ? null : source.find(path.substring(dot + 1));
      if (field == null) {
        map.error(
            "on",
            "there is no field `%s`; the fields of %s are %s"
                .formatted(path, source.label(), names(source)));
      } else {
        fields.add(field);
      }
    }
    return fields;
  }

  private static String labels() {
    return Arrays.stream(Source.values()).map(Source::label).collect(Collectors.joining(", "));
  }

  private static String names(Source source) {
    return source.fields().stream().map(Field::name).collect(Collectors.joining(", "));
  }

  private static Map<String, Set<String>> where(YamlMap map, List<Field> fields) {
    YamlMap conditions = map.map("where");
    Map<String, Set<String>> where = new LinkedHashMap<>();
    if (conditions != null) {
      for (String field : conditions.keys()) {
        where.put(field, Set.copyOf(new HashSet<>(conditions.texts(field))));
        KindParser.textOf(map, "where", field, fields);
      }
    }
    return where;
  }
}
