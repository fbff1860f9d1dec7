package io.rapport.connectors.sources.mapping;

import io.rapport.core.cleaning.form.Dates;
import io.rapport.core.cleaning.form.Numbers;
import io.rapport.core.yaml.YamlErrors;
import io.rapport.core.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a mapping file:
 *
 * <pre>
 * version: 1
 * source: crm
 * record: customer-record
 * id: ContactID
 * envelope: none | debezium
 * columns:
 *   E-Mail: email
 *   Born: {field: birthDate, date: dd.MM.yyyy, zone: Europe/Berlin}
 *   Newsletter: {field: marketingConsent, values: {J: true, N: false}}
 * constants: {country: DE}
 * missing: ["-", "n/a"]
 * </pre>
 */
public final class MappingParser {

  private static final int VERSION = 1;
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  private enum Envelope {
    NONE,
    DEBEZIUM
  }

  private final YamlErrors errors = new YamlErrors("column");

  private MappingParser() {}

  /**
   * The mapping in a text.
   *
   * @throws MappingException with every error in it, by line and column
   */
  public static Mapping parse(String yaml) {
    return new MappingParser().read(yaml);
  }

  private Mapping read(String yaml) {
    Node root = YamlMap.root(yaml, "mapping", errors);
    YamlMap file = root == null ? null : YamlMap.of(root, "the file", errors, null);
    Mapping mapping = file == null ? null : mapping(file);
    if (!errors.all().isEmpty()) {
      throw new MappingException(errors.all());
    }
    return mapping;
  }

  private Mapping mapping(YamlMap file) {
    if (file.whole("version", 0, 0) != VERSION) {
      file.error("version", "`version` must be " + VERSION);
    }
    String source = file.requiredText("source");
    if (source != null && !SOURCE.matcher(source).matches()) {
      file.error("source", "`source` is of letters, digits, '.', '_' and '-', at most 40");
    }
    String record = file.text("record", "customer-record");
    Class<? extends SpecificRecord> contract = Mapping.RECORDS.get(record);
    if (contract == null) {
      file.error(
          "record",
          "`record` must be one of %s but is %s"
              .formatted(String.join(", ", Mapping.RECORDS.keySet()), record));
    }
    List<String> id = file.texts("id");
    Envelope envelope =
        file.oneOf("envelope", Envelope.NONE, List.of(Envelope.NONE, Envelope.DEBEZIUM));
    YamlMap columns = file.map("columns");
    if (columns == null && !file.has("columns")) {
      file.error("columns", "`columns` is missing");
    }
    YamlMap constants = file.map("constants");
    Set<String> missing = Set.copyOf(new HashSet<>(file.texts("missing")));
    file.refuseOthers();
    return contract == null || columns == null
        ? null
        : new Mapping(
            source,
            contract,
            id,
            envelope == Envelope.DEBEZIUM,
            columns(columns, contract),
            constants == null ? Map.of() : constants(constants, contract),
            missing);
  }

  private List<ColumnRule> columns(YamlMap columns, Class<? extends SpecificRecord> contract) {
    List<ColumnRule> rules = new ArrayList<>();
    Set<String> filled = new HashSet<>();
    for (String column : columns.keys()) {
      columns.name(column);
      Node node = columns.node(column);
      YamlMap spec =
          node instanceof MappingNode ? YamlMap.of(node, "a column", errors, column) : null;
      String path = spec == null ? columns.text(column, null) : spec.requiredText("field");
      Target target = target(columns, column, path, contract);
      if (target != null && !filled.add(target.path())) {
        columns.error(column, "another column fills the field " + target.path() + " too");
      }
      ColumnRule rule = rule(column, target, spec);
      if (target != null) {
        rules.add(rule);
      }
    }
    columns.name(null);
    return rules;
  }

  private static Target target(
      YamlMap columns, String column, String path, Class<? extends SpecificRecord> contract) {
    Optional<Target> target = path == null ? Optional.empty() : Target.of(contract, path);
    if (path != null && target.isEmpty()) {
      columns.error(
          column,
          "there is no field %s; the fields are %s".formatted(path, Target.paths(contract)));
    }
    return target.orElse(null);
  }

  private ColumnRule rule(String column, Target target, YamlMap spec) {
    if (spec == null) {
      return new ColumnRule(
          column, target, List.of(), ZoneOffset.UTC, Numbers.Decimal.AUTO, Map.of());
    }
    ZoneId zone = zone(spec);
    List<String> dates = spec.texts("date");
    try {
      new Dates(dates.stream().filter(date -> !date.equals(CellReader.EPOCH_DAYS)).toList(), zone);
    } catch (IllegalArgumentException e) {
      spec.error("date", "`date` is no format of dates such as dd.MM.yyyy: " + e.getMessage());
    }
    Numbers.Decimal decimal =
        spec.oneOf("decimal", Numbers.Decimal.AUTO, List.of(Numbers.Decimal.values()));
    Map<String, String> values = new LinkedHashMap<>();
    YamlMap given = spec.map("values");
    if (given != null) {
      given.keys().forEach(text -> values.put(text, given.text(text, "")));
    }
    spec.refuseOthers();
    return new ColumnRule(column, target, dates, zone, decimal, values);
  }

  private static ZoneId zone(YamlMap spec) {
    String zone = spec.text("zone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      spec.error("zone", "`zone` must be a zone such as Europe/Berlin but is " + zone);
      return ZoneOffset.UTC;
    }
  }

  private static Map<String, String> constants(
      YamlMap constants, Class<? extends SpecificRecord> contract) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String path : constants.keys()) {
      if (Target.of(contract, path).isEmpty()) {
        constants.error(
            path,
            "there is no field %s; the fields are %s".formatted(path, Target.paths(contract)));
      }
      values.put(path, constants.text(path, ""));
    }
    return values;
  }
}
