package io.rapport.core.cleaning.form;

import java.util.regex.Pattern;

/** Numbers from texts, with the decimal separator that their source uses. */
public final class Numbers {

  /** The decimal separator of a source. */
  public enum Decimal {
    POINT,
    COMMA,
    /**
     * Told by the text: the last of point and comma, where both occur; a point that stands alone;
     * and a comma that stands alone, unless exactly three digits follow.
     */
    AUTO
  }

  private static final Pattern AROUND =
      Pattern.compile("^[\\p{Sc}\\s\\u00a0]+|[\\p{Sc}\\s\\u00a0]+$|(?<=\\d)[\\s\\u00a0'’](?=\\d)");
  private static final Pattern CODE = Pattern.compile("^[A-Z]{3}\\s+|\\s+[A-Z]{3}$");
  private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

  private Numbers() {}

  /**
   * The number in a text such as {@code 1.299,00 EUR}: signs and codes of currencies around it and
   * separators of thousands are ignored. NaN for anything else, and with {@link Decimal#AUTO} for a
   * text that may be read in two ways, such as {@code 1,299}.
   */
  public static double parse(String text, Decimal decimal) {
    String number = CODE.matcher(text.strip()).replaceAll("");
    number = AROUND.matcher(number).replaceAll("");
    Decimal separator = decimal == Decimal.AUTO ? separator(number) : decimal;
    if (separator == null) {
      return Double.NaN;
    }
    char point = separator == Decimal.COMMA ? ',' : '.';
    char thousands = separator == Decimal.COMMA ? '.' : ',';
    if (!grouped(number, thousands, point)) {
      return Double.NaN;
    }
    String plain = number.replace(String.valueOf(thousands), "").replace(point, '.');
    return PLAIN.matcher(plain).matches() ? Double.parseDouble(plain) : Double.NaN;
  }

  /** The decimal separator that a number shows; null if it may be either. */
  private static Decimal separator(String number) {
    int comma = number.lastIndexOf(',');
    int point = number.lastIndexOf('.');
    if (comma >= 0 && point >= 0) {
      return comma > point ? Decimal.COMMA : Decimal.POINT;
    }
    if (comma < 0) {
      return number.indexOf('.') == point ? Decimal.POINT : Decimal.COMMA;
    }
    if (number.indexOf(',') != comma) {
      return Decimal.POINT; // several commas can only be of thousands
    }
    boolean thousands = number.length() - comma - 1 == 3 && comma > 0 && comma <= 4;
    return thousands ? null : Decimal.COMMA;
  }

  /** Whether separators of thousands stand before groups of three digits only. */
  private static boolean grouped(String number, char thousands, char point) {
    int end = number.indexOf(point);
    String whole = end < 0 ? number : number.substring(0, end);
    if (end >= 0 && number.indexOf(thousands, end) >= 0) {
      return false;
    }
    int next = whole.length();
    for (int at = whole.lastIndexOf(thousands);
        at >= 0;
        at = whole.lastIndexOf(thousands, at - 1)) {
      if (next - at != 4) {
        return false;
      }
      next = at;
    }
    return true;
  }
}
