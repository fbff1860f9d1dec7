package io.rapport.core.cleaning.form;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import io.rapport.core.text.Placeholders;
import java.net.IDN;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.validator.routines.EmailValidator;

/**
 * Standard forms of contact data and codes. Each method takes a text that is not blank, and returns
 * null for one that cannot be read.
 */
public final class Standardiser {

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final EmailValidator EMAILS = EmailValidator.getInstance();

  private Standardiser() {}

  /** Whether a region, by ISO 3166-1 alpha-2, has telephone numbers. */
  public static boolean phoneRegion(String region) {
    return PHONES.getSupportedRegions().contains(region);
  }

  /**
   * A trimmed, lower-case e-mail address with its domain in ASCII (RFC 5890); null for anything
   * else, and for one that stands for nobody, such as noreply.
   */
  public static String email(String value) {
    String trimmed = value.strip();
    int at = trimmed.lastIndexOf('@');
    if (at < 1
        || !EMAILS.isValid(trimmed)
        || Placeholders.nobodysMailbox(trimmed.substring(0, at))) {
      return null;
    }
    return (trimmed.substring(0, at) + '@' + IDN.toASCII(trimmed.substring(at + 1)))
        .toLowerCase(Locale.ROOT);
  }

  /**
   * A telephone number as E.164; null unless the number is possible in its region, and for one that
   * is made up, such as 000-000-0000.
   *
   * @param region of a number without a country prefix, ISO 3166-1 alpha-2
   */
  public static String phone(String value, String region) {
    if (Placeholders.number(value)) {
      return null;
    }
    try {
      var number = PHONES.parse(value, region);
      return PHONES.isPossibleNumber(number) ? PHONES.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException e) {
      return null; // An invalid telephone number is an expected input.
    }
  }

  /** A currency as ISO 4217 in upper case. */
  public static String currency(String value) {
    if (CURRENCIES.contains(value)) {
      return value;
    }
    String code = value.strip().toUpperCase(Locale.ROOT);
    return CURRENCIES.contains(code) ? code : null;
  }

  /** A language as a BCP 47 tag in canonical case; its language must be in ISO 639. */
  public static String language(String value) {
    try {
      Locale locale = new Locale.Builder().setLanguageTag(value.strip().replace('_', '-')).build();
      return LANGUAGES.contains(locale.getLanguage()) ? locale.toLanguageTag() : null;
    } catch (IllformedLocaleException e) {
      return null; // An invalid language tag is an expected input.
    }
  }
}
