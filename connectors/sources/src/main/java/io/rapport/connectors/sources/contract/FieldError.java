package io.rapport.connectors.sources.contract;

/**
 * The error of one field.
 *
 * @param field its place, such as {@code lines[0].quantity}; empty for the whole record
 * @param expected the value expected
 * @param got the value received, shortened
 */
public record FieldError(String field, String expected, String got) {

  private static final int LONGEST = 80;

  /** A text cut to what an error may quote: {@value #LONGEST} characters. */
  public static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
