package io.rapport.core.cleaning.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Postal codes by country: their shape, and the place of their space or dash. */
public final class PostalCodes {

  private static final Map<String, Shape> SHAPES = shapes();
  private static final Pattern FILLING = Pattern.compile("[\\s.\\-]+");
  private static final Pattern ANY = Pattern.compile("[A-Z0-9]{2,10}");

  /**
   * The shape of a country's codes.
   *
   * @param compact a code without spaces and dashes
   * @param head characters before the separator, or from the end if negative; 0 for none
   */
  private record Shape(Pattern compact, int head, char separator) {}

  private PostalCodes() {}

  /**
   * The code as its country writes it; null for one that cannot be the country's. Of a country
   * whose shape is unknown it is the code in upper case, without a prefix.
   *
   * @param country ISO 3166-1 alpha-2, or null
   */
  public static String standard(String value, String country) {
    String compact = FILLING.matcher(value.strip().toUpperCase(Locale.ROOT)).replaceAll("");
    Shape shape = country == null ? null : SHAPES.get(country);
    if (shape == null) {
      return ANY.matcher(compact).matches() ? value.strip().toUpperCase(Locale.ROOT) : null;
    }
    // The country's sign before the code, such as D-10115, is a habit of old addresses.
    if (!shape.compact().matcher(compact).matches()
        && compact.startsWith(country.substring(0, 1))) {
      compact = compact.substring(compact.startsWith(country) ? 2 : 1);
    }
    if (!shape.compact().matcher(compact).matches()) {
      return null;
    }
    int head = shape.head() < 0 ? compact.length() + shape.head() : shape.head();
    return head == 0 || head >= compact.length()
        ? compact
        : compact.substring(0, head) + shape.separator() + compact.substring(head);
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new HashMap<>();
    for (String country :
        new String[] {"DE", "FR", "ES", "IT", "FI", "TR", "MX", "UA", "HR", "EE"}) {
      shapes.put(country, new Shape(Pattern.compile("\\d{5}"), 0, ' '));
    }
    for (String country :
        new String[] {
          "AT", "CH", "BE", "DK", "NO", "HU", "BG", "SI", "LU", "AU", "NZ", "ZA", "CY"
        }) {
      shapes.put(country, new Shape(Pattern.compile("\\d{4}"), 0, ' '));
    }
    for (String country : new String[] {"CN", "IN", "SG", "RO", "RU"}) {
      shapes.put(country, new Shape(Pattern.compile("\\d{6}"), 0, ' '));
    }
    for (String country : new String[] {"SE", "CZ", "SK", "GR"}) {
      shapes.put(country, new Shape(Pattern.compile("\\d{5}"), 3, ' '));
    }
    shapes.put("US", new Shape(Pattern.compile("\\d{5}(\\d{4})?"), 5, '-'));
    shapes.put("BR", new Shape(Pattern.compile("\\d{8}"), 5, '-'));
    shapes.put("PL", new Shape(Pattern.compile("\\d{5}"), 2, '-'));
    shapes.put("PT", new Shape(Pattern.compile("\\d{7}"), 4, '-'));
    shapes.put("JP", new Shape(Pattern.compile("\\d{7}"), 3, '-'));
    shapes.put("NL", new Shape(Pattern.compile("[1-9]\\d{3}[A-Z]{2}"), 4, ' '));
    shapes.put("CA", new Shape(Pattern.compile("[A-Z]\\d[A-Z]\\d[A-Z]\\d"), 3, ' '));
    shapes.put("IE", new Shape(Pattern.compile("[A-Z]\\d[0-9W][A-Z0-9]{4}"), 3, ' '));
    shapes.put("GB", new Shape(Pattern.compile("[A-Z]{1,2}\\d[A-Z0-9]?\\d[A-Z]{2}"), -3, ' '));
    return Map.copyOf(shapes);
  }
}
