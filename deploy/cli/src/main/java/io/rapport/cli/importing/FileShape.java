package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.cli.lines.Csv;
import io.rapport.cli.lines.LineReader;
import io.rapport.cli.lines.SourceLine;
import io.rapport.connectors.sources.contract.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way a file is written: separated values under a header, or a JSON object a line.
 *
 * @param separator of values; 0 for lines of JSON
 * @param columns of the header; of lines of JSON, the names in the first ones
 * @param changes whether its lines are changes of a table
 */
record FileShape(Encoding encoding, char separator, List<String> columns, boolean changes) {

  static final int MAX_DEPTH = 32;
  private static final int SAMPLE_LINES = 50;
  private static final int MOST_COLUMNS = 1_000;

  /** The line before the header by which spreadsheets name the separator. */
  private static final Pattern NAMED = Pattern.compile("(?i)sep=(.)");

  private static final char[] SEPARATORS = {',', ';', '\t', '|'};

  /** Signals a file that is neither. */
  static final class UnknownShapeException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownShapeException(String message) {
      super(message);
    }
  }

  boolean isJson() {
    return separator == 0;
  }

  /**
   * Finds out how a file is written.
   *
   * @param separator of values; null to find out
   */
  static FileShape of(Path file, Encoding encoding, Character separator) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineReader reader = LineReader.open(file, encoding.charset())) {
      for (SourceLine line = reader.next();
          line != null && lines.size() < SAMPLE_LINES;
          line = reader.next()) {
        if (!line.cut() && !line.text().isBlank()) {
          lines.add(line.text());
        }
      }
    }
    if (lines.isEmpty()) {
      throw new UnknownShapeException("%s holds no lines.".formatted(file.getFileName()));
    }
    String first = lines.get(0).strip();
    if (first.startsWith("[")) {
      throw new UnknownShapeException(
          "%s begins with a JSON array. Write an object a line, as jq -c '.[]' does."
              .formatted(file.getFileName()));
    }
    if (first.startsWith("{")) {
      return json(encoding, lines);
    }
    Matcher named = NAMED.matcher(first);
    if (!named.matches() || lines.size() == 1) {
      return csv(file, encoding, lines, separator);
    }
    Character told = separator == null ? (Character) named.group(1).charAt(0) : separator;
    return csv(file, encoding, lines.subList(1, lines.size()), told);
  }

  /** Whether a line before the header is none of the table's. */
  static boolean isPreface(String line) {
    return line.isBlank() || NAMED.matcher(line.strip()).matches();
  }

  private static FileShape json(Encoding encoding, List<String> lines) {
    StrictJson reader = new StrictJson(MAX_DEPTH);
    Set<String> columns = new LinkedHashSet<>();
    boolean changes = false;
    for (String line : lines) {
      try {
        JsonNode record = reader.read(line);
        JsonNode change = record.path("payload").isObject() ? record.get("payload") : record;
        if (change.has("op") && (change.has("after") || change.has("before"))) {
          changes = true;
          record = change.path(change.path("after").isObject() ? "after" : "before");
        }
        names(record, "", columns);
      } catch (StrictJson.NotJsonException e) {
        // It is refused when it is read.
      }
    }
    return new FileShape(encoding, (char) 0, List.copyOf(columns), changes);
  }

  private static void names(JsonNode record, String prefix, Set<String> columns) {
    for (var field : record.properties()) {
      String name = prefix + field.getKey();
      if (field.getValue().isObject() && prefix.isEmpty()) {
        names(field.getValue(), name + ".", columns);
      } else if (!field.getValue().isContainerNode() && columns.size() < MOST_COLUMNS) {
        columns.add(name);
      }
    }
  }

  private static FileShape csv(Path file, Encoding encoding, List<String> lines, Character given)
      throws UnknownShapeException {
    char separator = given == null ? separator(lines) : given;
    List<String> columns = new Csv(separator).parse(lines.get(0));
    if (columns == null || columns.size() > MOST_COLUMNS) {
      throw new UnknownShapeException(
          "The first line of %s is no header of at most %,d columns."
              .formatted(file.getFileName(), MOST_COLUMNS));
    }
    List<String> names = columns.stream().map(String::strip).toList();
    if (names.stream().anyMatch(String::isEmpty) || Set.copyOf(names).size() < names.size()) {
      throw new UnknownShapeException(
          "The first line of %s is no header: a column has no name, or two have the same."
              .formatted(file.getFileName()));
    }
    return new FileShape(encoding, separator, names, false);
  }

  /** The separator with which most lines have as many values as the header; of two, the more. */
  private static char separator(List<String> lines) {
    char best = SEPARATORS[0];
    long bestScore = -1;
    for (char candidate : SEPARATORS) {
      Csv csv = new Csv(candidate);
      List<String> header = csv.parse(lines.get(0));
      if (header != null && header.size() > 1) {
        long agreeing =
            lines.stream()
                .map(csv::parse)
                .filter(values -> values != null && values.size() == header.size())
                .count();
        long score = agreeing * MOST_COLUMNS + header.size();
        if (score > bestScore) {
          best = candidate;
          bestScore = score;
        }
      }
    }
    return best;
  }

  @Override
  public String toString() {
    String kind =
        isJson()
            ? (changes ? "changes of a table as lines of JSON" : "lines of JSON")
            : "values separated by " + (separator == '\t' ? "tabs" : "'" + separator + "'");
    return "%s, %s, %d columns".formatted(kind, encoding, columns.size());
  }
}
