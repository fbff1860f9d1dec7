package io.rapport.cli.lines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A parser of records of separated values (RFC 4180), whose fields may be quoted. */
public final class Csv {

  private static final char QUOTE = '"';

  private final char delimiter;
  private final CSVFormat format;

  public Csv(char delimiter) {
    this.delimiter = delimiter;
    this.format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).build();
  }

  /** The delimiter a header uses: a tab, a semicolon or a comma, whichever is there most often. */
  public static Csv ofHeader(String header) {
    char best = ',';
    for (char candidate : new char[] {'\t', ';'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return new Csv(best);
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** Whether the text ends within a quoted field, so that the record goes on on the next line. */
  public boolean goesOn(CharSequence text) {
    boolean quoted = false;
    boolean start = true;
    boolean justClosed = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != QUOTE;
        justClosed = !quoted;
      } else if (c == QUOTE && (start || justClosed)) {
        // At the start of a field, or the second of a doubled quote, whose first has just closed.
        quoted = true;
      } else {
        justClosed = false;
        start = c == delimiter || c == '\n';
        continue;
      }
      start = false;
    }
    return quoted;
  }

  /** The fields of one record; null when the text is not exactly one. */
  public List<String> parse(String text) {
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.get(0).toList() : null;
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      return null;
    }
  }
}
