package io.rapport.core.intake;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.net.IDN;
import java.util.Currency;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.validator.routines.EmailValidator;

/**
 * Standard forms of contact data and codes. Each method returns null for a value that is missing or
 * cannot be read, and records its repair.
 */
public final class Standardiser {

  private static final Map<String, String> COUNTRIES = countries();
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
  private final EmailValidator emails = EmailValidator.getInstance();
  private final String phoneRegion;

  /**
   * A standardiser for one default region.
   *
   * @param phoneRegion ISO 3166-1 alpha-2 region of numbers without a country prefix
   */
  public Standardiser(String phoneRegion) {
    if (!phones.getSupportedRegions().contains(phoneRegion)) {
      throw new IllegalArgumentException(
          "phoneRegion must be an ISO 3166-1 alpha-2 region with telephone numbers, such as DE, but is "
              + phoneRegion);
    }
    this.phoneRegion = phoneRegion;
  }

  /**
   * A trimmed, lower-case e-mail address with its domain in ASCII (RFC 5890); null for anything
   * else.
   */
  public String email(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String trimmed = value.strip();
    if (ContactPlaceholders.isEmail(trimmed)) {
      repairs.add(Repair.EMAIL_PLACEHOLDER);
      return null;
    }
    int at = trimmed.lastIndexOf('@');
    if (at < 1 || !emails.isValid(trimmed)) {
      repairs.add(Repair.EMAIL_INVALID);
      return null;
    }
    String email =
        (trimmed.substring(0, at) + '@' + IDN.toASCII(trimmed.substring(at + 1)))
            .toLowerCase(Locale.ROOT);
    return changed(value, email, Repair.EMAIL_STANDARDISED, repairs);
  }

  /** A telephone number as E.164; null unless the number is possible in its region. */
  public String phone(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (ContactPlaceholders.isPhone(value)) {
      repairs.add(Repair.PHONE_PLACEHOLDER);
      return null;
    }
    try {
      var number = phones.parse(value, phoneRegion);
      if (phones.isPossibleNumber(number)) {
        return changed(
            value,
            phones.format(number, PhoneNumberFormat.E164),
            Repair.PHONE_STANDARDISED,
            repairs);
      }
    } catch (NumberParseException e) {
      // Falls through: an invalid telephone number is an expected input, recorded below.
    }
    repairs.add(Repair.PHONE_INVALID);
    return null;
  }

  /** A country as ISO 3166-1 alpha-2, from an alpha-2 or alpha-3 code or an English name. */
  public String country(String value, Repairs repairs) {
    return lookUp(value, COUNTRIES, Repair.COUNTRY_STANDARDISED, Repair.COUNTRY_UNKNOWN, repairs);
  }

  /** A currency as ISO 4217 in upper case. */
  public String currency(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String code = value.strip().toUpperCase(Locale.ROOT);
    if (!CURRENCIES.contains(code)) {
      repairs.add(Repair.CURRENCY_UNKNOWN);
      return null;
    }
    return changed(value, code, Repair.CURRENCY_STANDARDISED, repairs);
  }

  /** A language as a BCP 47 tag in canonical case; its language must be in ISO 639. */
  public String language(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(value.strip().replace('_', '-')).build();
      if (LANGUAGES.contains(locale.getLanguage())) {
        return changed(value, locale.toLanguageTag(), Repair.LANGUAGE_STANDARDISED, repairs);
      }
    } catch (IllformedLocaleException e) {
      // Falls through: an invalid language tag is an expected input, recorded below.
    }
    repairs.add(Repair.LANGUAGE_UNKNOWN);
    return null;
  }

  private static String lookUp(
      String value,
      Map<String, String> table,
      Repair standardised,
      Repair unknown,
      Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String found = table.get(value.strip().toLowerCase(Locale.ROOT));
    if (found == null) {
      repairs.add(unknown);
      return null;
    }
    return changed(value, found, standardised, repairs);
  }

  private static String changed(String before, String after, Repair repair, Repairs repairs) {
    if (!after.equals(before)) {
      repairs.add(repair);
    }
    return after;
  }

  private static Map<String, String> countries() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale locale = new Locale.Builder().setRegion(code).build();
      names.put(code.toLowerCase(Locale.ROOT), code);
      names.put(locale.getISO3Country().toLowerCase(Locale.ROOT), code);
      names.put(locale.getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
    }
    // Names in daily use that are in neither ISO 3166-1 nor CLDR.
    names.put("uk", "GB");
    names.put("great britain", "GB");
    names.put("usa", "US");
    names.put("united states of america", "US");
    names.put("eire", "IE");
    names.put("holland", "NL");
    return Map.copyOf(names);
  }
}
