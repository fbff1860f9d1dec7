package io.rapport.cli.lines;

import java.util.List;

/**
 * A line, or the lines of one quoted record, split into its fields.
 *
 * @param columns where to find a column by name
 * @param values as many as there are columns
 */
public record Row(long line, int lines, String raw, Columns columns, List<String> values)
    implements Parsed {

  private static final int LONGEST_IDENTIFIER = 200;

  /** A column's text without white space around; null when the column or the text is missing. */
  public String optional(String column) {
    int at = columns.index(column);
    if (at < 0) {
      return null;
    }
    String value = values.get(at).strip();
    return value.isEmpty() ? null : value;
  }

  /** A column's text as it stands; null when the column is missing or blank. */
  public String text(String column) {
    String value = optional(column);
    // Some exports write line ends as the two characters \n.
    return value == null ? null : value.replace("\\n", "\n");
  }

  /** An identifier that has to be there. */
  public String identifier(String column) throws BadLineException {
    String value = optional(column);
    if (value == null) {
      throw new BadLineException("missing-field", column + " is missing or blank");
    }
    if (value.length() > LONGEST_IDENTIFIER) {
      throw new BadLineException(
          "identifier-too-long",
          "%s has %d characters; at most %d are accepted"
              .formatted(column, value.length(), LONGEST_IDENTIFIER));
    }
    return value;
  }
}
