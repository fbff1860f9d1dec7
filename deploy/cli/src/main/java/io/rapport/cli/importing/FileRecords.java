package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.cli.lines.BadLine;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Csv;
import io.rapport.cli.lines.LineReader;
import io.rapport.cli.lines.Parsed;
import io.rapport.cli.lines.Row;
import io.rapport.cli.lines.RowReader;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The records of a file, from top to bottom, each as a JSON object. */
final class FileRecords implements Closeable {

  private final FileShape shape;
  private final LineReader lines;
  private final RowReader rows;
  private final StrictJson json = new StrictJson(FileShape.MAX_DEPTH);

  private FileRecords(FileShape shape, LineReader lines) {
    this.shape = shape;
    this.lines = lines;
    this.rows =
        shape.isJson()
            ? new RowReader(lines, null, Columns.NONE)
            : new RowReader(
                lines, new Csv(shape.separator()), new Columns(shape.columns(), Map.of()));
  }

  static FileRecords open(Path file, FileShape shape) throws IOException {
    LineReader lines = LineReader.open(file, shape.encoding().charset());
    FileRecords records = new FileRecords(shape, lines);
    if (!shape.isJson()) {
      Parsed header = records.rows.next();
      while (header != null && FileShape.isPreface(header.raw())) {
        header = records.rows.next();
      }
    }
    return records;
  }

  /**
   * A record, or a line that is none.
   *
   * @param text the line itself
   * @param json null for a line that is no record
   * @param bad null for a record
   */
  record Line(long number, String text, JsonNode json, BadLine bad) {}

  /** The next record or bad line; blank lines are passed over. Null at the end. */
  Line next() throws IOException {
    Parsed parsed = rows.next();
    while (parsed instanceof BadLine bad && bad.reason().equals(RowReader.BLANK)) {
      parsed = rows.next();
    }
    if (parsed == null) {
      return null;
    }
    return parsed instanceof Row row
        ? record(row)
        : new Line(parsed.line(), parsed.raw(), null, (BadLine) parsed);
  }

  private Line record(Row row) {
    if (!shape.isJson()) {
      return new Line(row.line(), row.raw(), object(row.values()), null);
    }
    try {
      return new Line(row.line(), row.raw(), json.read(row.raw()), null);
    } catch (StrictJson.NotJsonException e) {
      BadLine bad = new BadLine(row.line(), 1, row.raw(), "not-json", "the line is no JSON object");
      return new Line(row.line(), row.raw(), null, bad);
    }
  }

  private ObjectNode object(List<String> values) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.size(); i++) {
      object.put(shape.columns().get(i), values.get(i));
    }
    return object;
  }

  /** Lines read so far. */
  long lines() {
    return lines.consumed();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
