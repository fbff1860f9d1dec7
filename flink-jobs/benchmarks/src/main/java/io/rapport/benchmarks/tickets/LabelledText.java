package io.rapport.benchmarks.tickets;

import io.rapport.benchmarks.evaluation.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A text and the label somebody gave it: a row of a CSV file. */
record LabelledText(String text, String label) {

  /**
   * Reads a CSV file with a heading line, plain or gzipped. Rows without a text or without a label
   * are left out.
   *
   * @param columns whose texts are joined, one below the other
   * @throws IllegalArgumentException if the file or a column is missing, saying what there is
   */
  static List<LabelledText> read(Path file, List<String> columns, String label) throws IOException {
    try (CSVParser rows = CsvFile.open(file)) {
      requireColumns(file, rows.getHeaderNames(), columns, label);
      List<LabelledText> texts = new ArrayList<>();
      for (CSVRecord row : rows) {
        LabelledText text = of(row, columns, label);
        if (!text.text().isBlank() && !text.label().isBlank()) {
          texts.add(text);
        }
      }
      return texts;
    }
  }

  private static LabelledText of(CSVRecord row, List<String> columns, String label) {
    String text =
        columns.stream()
            .map(column -> row.isSet(column) ? row.get(column) : "")
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining("\n"));
    return new LabelledText(text, row.isSet(label) ? row.get(label) : "");
  }

  private static void requireColumns(
      Path file, List<String> present, List<String> columns, String label) {
    List<String> wanted = new ArrayList<>(columns);
    wanted.add(label);
    for (String column : wanted) {
      if (!present.contains(column)) {
        throw new IllegalArgumentException(
            "%s has no column '%s'. Its columns are %s: name one with --text or --label."
                .formatted(file, column, String.join(", ", present)));
      }
    }
  }
}
