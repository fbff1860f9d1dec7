package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.command.terminal.TextTable;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.mapping.Mapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Shows a file before it is sent: how it is written, what its columns become, and examples. */
final class ImportPreview implements ImportSink {

  private static final int EXAMPLES = 3;
  private static final int LONGEST = 40;

  private final List<SpecificRecord> examples = new ArrayList<>();
  private final List<RefusedRecord> refused = new ArrayList<>();

  @Override
  public void event(SpecificRecord event) {
    if (examples.size() < EXAMPLES) {
      examples.add(event);
    }
  }

  @Override
  public void refused(RefusedRecord record) {
    if (refused.size() < EXAMPLES) {
      refused.add(record);
    }
  }

  /**
   * Prints the columns of a mapping.
   *
   * @param from where the mapping comes from
   */
  static void columns(PrintWriter out, Path file, FileShape shape, Mapping mapping, String from)
      throws IOException {
    out.printf("File     %s: %s%n", file.getFileName(), shape);
    out.printf("Mapping  %s; source %s, %s%n%n", from, mapping.source(), mapping.record());
    JsonNode first = firstRow(file, shape);
    TextTable table = new TextTable("COLUMN", "FIELD", "FIRST VALUE");
    Map<String, String> paths = mapping.paths();
    for (String column : shape.columns()) {
      String field = paths.getOrDefault(column, "-");
      if (mapping.id().contains(column)) {
        field = field.equals("-") ? "(id)" : field + " (id)";
      }
      table.row(shortened(column), field, shortened(value(first, column)));
    }
    paths.keySet().stream()
        .filter(column -> !shape.columns().contains(column))
        .forEach(column -> table.row(shortened(column), paths.get(column), "(no such column)"));
    out.print(table);
    out.flush();
  }

  private static JsonNode firstRow(Path file, FileShape shape) throws IOException {
    try (FileRecords records = FileRecords.open(file, shape)) {
      Line line = records.next();
      JsonNode json = line == null ? null : line.json();
      if (json == null || !shape.changes()) {
        return json;
      }
      JsonNode change = json.path("payload").isObject() ? json.get("payload") : json;
      return change.path(change.path("after").isObject() ? "after" : "before");
    }
  }

  private static String value(JsonNode row, String column) {
    if (row == null) {
      return "";
    }
    String text = row.has(column) ? row.get(column).asText() : Pick.text(row, column);
    return text == null ? "" : text;
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** Prints the first events and the first refusals. */
  void examples(PrintWriter out) {
    if (!examples.isEmpty()) {
      out.printf("%nThe first events:%n");
      examples.forEach(event -> out.println("  " + text(event)));
    }
    if (!refused.isEmpty()) {
      out.printf("%nThe first refused records:%n");
      refused.forEach(
          record ->
              out.printf("  line %,d: %s: %s%n", record.line(), record.reason(), record.detail()));
    }
    out.flush();
  }

  /** An event without the fields that it leaves open. */
  private static String text(SpecificRecord event) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : event.getSchema().getFields()) {
      Object value = event.get(field.pos());
      if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
        fields.add(field.name() + "=" + value);
      }
    }
    return event.getSchema().getName() + "{" + String.join(", ", fields) + "}";
  }
}
