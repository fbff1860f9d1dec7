package io.rapport.core.cleaning.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Countries as ISO 3166-1 alpha-2, from alpha-2 and alpha-3 codes and English names. */
public final class Countries {

  private static final Vocabulary NAMES = new Vocabulary(names());

  private Countries() {}

  /**
   * The code of a country; null if it is unknown.
   *
   * @param edits most letters by which a name may be misspelt, where one name alone is so near
   */
  public static String code(String value, int edits) {
    return NAMES.find(value, edits);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale locale = new Locale.Builder().setRegion(code).build();
      names.put(code, code);
      names.put(locale.getISO3Country(), code);
      names.put(locale.getDisplayCountry(Locale.ENGLISH), code);
    }
    // Names in daily use that are in neither ISO 3166-1 nor CLDR.
    names.put("uk", "GB");
    names.put("great britain", "GB");
    names.put("usa", "US");
    names.put("united states of america", "US");
    names.put("eire", "IE");
    names.put("holland", "NL");
    return names;
  }
}
