package io.rapport.cli.lines;

/** Signals a row with a value that the format cannot use. */
public final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason code in lower-case words joined by '-'
   * @param detail a sentence that does not repeat the line's text
   */
  public BadLineException(String reason, String detail) {
    // Made once for every bad line of a big file, and nobody reads where.
    super(detail, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
