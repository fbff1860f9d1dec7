package io.rapport.core.identity.person;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates of any usual form as eight digits, year first; zeros stand for what is not known. A
 * date that is not in the calendar is kept: a mistyped date still resembles the right one.
 *
 * <p>Whether 3/4/1980 is in March or in April is told by the dates read before: those with a number
 * above 12 say which comes first.
 */
final class DateReader {

  private static final Pattern COMPACT = Pattern.compile("\\d{8}");
  private static final Pattern YEAR = Pattern.compile("\\d{4}");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/. ](\\d{1,2})(?:[-/. ](\\d{1,2}))?(?:[t ].*)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})[-/. ](\\d{1,2})[-/. ](\\d{2}|\\d{4})(?: .*)?");
  private static final Pattern NAMED_MIDDLE =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th|\\.)?[-/ ]*(\\p{L}{3,})\\.?,?[-/ ]*(\\d{4}|\\d{2})");
  private static final Pattern NAMED_FIRST =
      Pattern.compile("(\\p{L}{3,})\\.?[- ]*(\\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\\d{4})");

  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("fév", 2),
          Map.entry("mar", 3),
          Map.entry("mär", 3),
          Map.entry("apr", 4),
          Map.entry("avr", 4),
          Map.entry("may", 5),
          Map.entry("mai", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("aoû", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("okt", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12),
          Map.entry("dez", 12),
          Map.entry("déc", 12));

  private static final int MONTHS_OF_A_YEAR = 12;

  /** Two digits of a year up to here are of this century. */
  private static final int NEWEST_SHORT_YEAR = 30;

  private int dayFirst;
  private int monthFirst;

  /** The eight digits of a date; null if the text is none. */
  String read(String text) {
    String date = text.strip().toLowerCase(Locale.ROOT);
    if (date.endsWith(".0")) {
      date = date.substring(0, date.length() - 2); // a number that a data frame wrote
    }
    if (COMPACT.matcher(date).matches()) {
      return compact(date);
    }
    if (YEAR.matcher(date).matches()) {
      return date + "0000";
    }
    Matcher m = YEAR_FIRST.matcher(date);
    if (m.matches()) {
      return join(number(m.group(1)), number(m.group(2)), number(m.group(3)));
    }
    m = YEAR_LAST.matcher(date);
    if (m.matches()) {
      return numbers(number(m.group(1)), number(m.group(2)), year(m.group(3)));
    }
    m = NAMED_MIDDLE.matcher(date);
    if (m.matches() && month(m.group(2)) > 0) {
      return join(year(m.group(3)), month(m.group(2)), number(m.group(1)));
    }
    m = NAMED_FIRST.matcher(date);
    if (m.matches() && month(m.group(1)) > 0) {
      return join(year(m.group(3)), month(m.group(1)), number(m.group(2)));
    }
    String digits = date.replaceAll("\\D", "");
    return digits.length() == 8 ? digits : null;
  }

  /** Eight digits, which end with the year where they cannot begin with it. */
  private String compact(String date) {
    int start = number(date.substring(0, 4));
    int end = number(date.substring(4));
    boolean yearLast = (start < 1500 || start > 2100) && end >= 1800 && end <= 2100;
    return yearLast
        ? numbers(number(date.substring(0, 2)), number(date.substring(2, 4)), end)
        : date;
  }

  private String numbers(int first, int second, int year) {
    if (first > MONTHS_OF_A_YEAR && second <= MONTHS_OF_A_YEAR) {
      dayFirst++;
      return join(year, second, first);
    }
    if (second > MONTHS_OF_A_YEAR && first <= MONTHS_OF_A_YEAR) {
      monthFirst++;
      return join(year, first, second);
    }
    return dayFirst >= monthFirst ? join(year, second, first) : join(year, first, second);
  }

  private static int month(String name) {
    return MONTHS.getOrDefault(name.substring(0, 3), 0);
  }

  private static int year(String digits) {
    int year = number(digits);
    if (digits.length() > 2) {
      return year;
    }
    return year <= NEWEST_SHORT_YEAR ? 2000 + year : 1900 + year;
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static String join(int year, int month, int day) {
    StringBuilder text = new StringBuilder(8);
    digits(text, year, 4);
    digits(text, month, 2);
    digits(text, day, 2);
    return text.toString();
  }

  private static void digits(StringBuilder text, int value, int width) {
    String plain = Integer.toString(value);
    text.append("0".repeat(Math.max(0, width - plain.length()))).append(plain);
  }

  void write(PackedWriter out) {
    out.writeVarint(dayFirst);
    out.writeVarint(monthFirst);
  }

  void read(PackedReader in) {
    dayFirst = in.readVarint();
    monthFirst = in.readVarint();
  }
}
