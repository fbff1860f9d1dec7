package io.rapport.cli.lines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups lines into rows. A quoted field may hold line ends, within bounds. Where the lines of a
 * supposed record make no row, only the first of them is bad and the others are read again, so that
 * one stray quote costs one line.
 */
public final class RowReader {

  /** The reason of a line that is blank. */
  public static final String BLANK = "blank-line";

  public static final int MOST_LINES = 500;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final LineReader lines;
  private final Csv csv;
  private final Columns columns;

  /**
   * @param csv the parser of a record; null when a line is one field
   */
  public RowReader(LineReader lines, Csv csv, Columns columns) {
    this.lines = lines;
    this.csv = csv;
    this.columns = columns;
  }

  /** The next row or bad line; null at the end. */
  public Parsed next() throws IOException {
    SourceLine first = lines.next();
    if (first == null) {
      return null;
    }
    if (first.cut()) {
      return bad(first, "line-too-long", "the line is longer than a million characters");
    }
    if (first.text().isBlank()) {
      return bad(first, BLANK, "the line is blank");
    }
    return csv == null
        ? new Row(first.number(), 1, first.text(), Columns.NONE, List.of())
        : separated(first);
  }

  private Parsed separated(SourceLine first) throws IOException {
    List<SourceLine> others = new ArrayList<>();
    StringBuilder text = new StringBuilder(first.text());
    boolean open = csv.goesOn(text);
    while (open && others.size() < MOST_LINES - 1 && text.length() < MOST_CHARACTERS) {
      SourceLine next = lines.next();
      if (next == null) {
        break;
      }
      others.add(next);
      text.append('\n').append(next.text());
      // Looking at all of the text again for each line would be quadratic.
      open = next.cut() || next.text().indexOf('"') < 0 || csv.goesOn(text);
    }
    if (open) {
      lines.giveBack(others);
      return bad(first, "unclosed-quote", "a quoted field does not end");
    }
    String raw = text.toString();
    List<String> values = csv.parse(raw);
    if (values == null || values.size() != columns.count()) {
      lines.giveBack(others);
      return values == null
          ? bad(first, "malformed-csv", "the line does not split into fields")
          : bad(
              first,
              "wrong-column-count",
              "%d fields where the header has %d".formatted(values.size(), columns.count()));
    }
    return new Row(first.number(), 1 + others.size(), raw, columns, values);
  }

  private static BadLine bad(SourceLine line, String reason, String detail) {
    return new BadLine(line.number(), 1, line.text(), reason, detail);
  }
}
