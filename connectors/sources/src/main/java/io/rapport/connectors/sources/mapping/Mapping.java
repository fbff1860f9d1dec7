package io.rapport.connectors.sources.mapping;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * A mapping of a table's columns to the fields of a contract.
 *
 * @param source the name of the system, which is also the first part of its records' ids
 * @param id the columns that name a record; empty where none do
 * @param changes whether each record is wrapped as a change of a table
 * @param constants texts of fields that every record gets, by path
 * @param missing texts that stand for no value, besides the empty one
 */
public record Mapping(
    String source,
    Class<? extends SpecificRecord> contract,
    List<String> id,
    boolean changes,
    List<ColumnRule> columns,
    Map<String, String> constants,
    Set<String> missing) {

  /** The contracts that a file can hold, by their names in mappings. */
  static final Map<String, Class<? extends SpecificRecord>> RECORDS = new LinkedHashMap<>();

  static {
    RECORDS.put("customer-record", CustomerRecord.class);
    RECORDS.put("purchase", Purchase.class);
    RECORDS.put("click", Click.class);
    RECORDS.put("identity-link", IdentityLink.class);
    RECORDS.put("catalogue-item", CatalogueItem.class);
    RECORDS.put("support-event", SupportEvent.class);
    RECORDS.put("article", KnowledgeArticle.class);
    RECORDS.put("privacy-request", PrivacyRequest.class);
  }

  /** Whether rows next to each other are lines of one order. */
  public boolean hasLines() {
    return columns.stream().anyMatch(rule -> rule.target().isLine());
  }

  /** The name of the record's kind in mappings. */
  public String record() {
    return RECORDS.entrySet().stream()
        .filter(entry -> entry.getValue().equals(contract))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The path of the field that each column fills, by column, in the file's order. */
  public Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    columns.forEach(rule -> paths.put(rule.column(), rule.target().path()));
    return paths;
  }

  /** The same mapping as a file, for a person to change. */
  public String toYaml() {
    StringBuilder yaml = new StringBuilder("version: 1\n");
    yaml.append("source: ").append(quoted(source)).append('\n');
    yaml.append("record: ").append(record()).append('\n');
    if (!id.isEmpty()) {
      yaml.append("id: [")
          .append(String.join(", ", id.stream().map(Mapping::quoted).toList()))
          .append("]\n");
    }
    if (changes) {
      yaml.append("envelope: debezium\n");
    }
    yaml.append("columns:\n");
    paths()
        .forEach(
            (column, path) ->
                yaml.append("  ")
                    .append(quoted(column))
                    .append(": ")
                    .append(quoted(path))
                    .append('\n'));
    return yaml.toString();
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_.]*")
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
