package io.rapport.command.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for a terminal, with texts aligned to the left and numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Object[]> rows = new ArrayList<>();

  public TextTable(Object... heading) {
    rows.add(heading);
  }

  public TextTable row(Object... cells) {
    rows.add(cells);
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).length;
    int[] widths =
        IntStream.range(0, columns)
            .map(
                column -> rows.stream().mapToInt(row -> text(row[column]).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private String line(Object[] row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.length; column++) {
      String padding = " ".repeat(widths[column] - text(row[column]).length());
      line.append(numeric(column) ? padding + text(row[column]) : text(row[column]) + padding)
          .append(GAP);
    }
    return line.toString().stripTrailing() + System.lineSeparator();
  }

  private boolean numeric(int column) {
    return rows.size() > 1 && rows.get(1)[column] instanceof Number;
  }

  private static String text(Object cell) {
    return cell instanceof Number number && !(cell instanceof Double)
        ? String.format(java.util.Locale.ROOT, "%,d", number.longValue())
        : String.valueOf(cell);
  }
}
