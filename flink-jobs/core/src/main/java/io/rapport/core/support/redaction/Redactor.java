package io.rapport.core.support.redaction;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/**
 * Replaces e-mail addresses, bank accounts (IBAN), payment card numbers and telephone numbers by
 * {@code <email>}, {@code <iban>}, {@code <card>} and {@code <phone>}. Accounts and cards must pass
 * their check digits and telephone numbers the numbering plan of their country, so order and
 * article numbers stay. It does not find names and postal addresses.
 */
public final class Redactor {

  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}[\\p{L}-]{2,63}");

  /** Country, check digits, then letters and digits in groups; the true length is looked up. */
  private static final Pattern IBAN =
      Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}");

  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}(?:[ .-]?\\p{Nd}){12,63}");

  /**
   * The longest match: no account, card or telephone number with its separators is longer, and few
   * addresses are.
   */
  private static final int LONGEST = 100;

  private static final int SHORTEST_CARD = 13;
  private static final int LONGEST_CARD = 19;

  /** The least number of digits in any number to redact. */
  private static final int FEWEST_DIGITS = 4;

  private static final long PHONE_ATTEMPTS = 10_000;

  private final String region;
  private final int maxCharacters;
  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();

  /**
   * A redactor.
   *
   * @param region ISO 3166-1 alpha-2 region of telephone numbers without a country prefix
   * @param maxCharacters longest text kept; the rest is cut off
   */
  public Redactor(String region, int maxCharacters) {
    this.region = region;
    this.maxCharacters = maxCharacters;
  }

  /** The redacted text; null stays null. */
  public RedactedText redact(String text) {
    if (text == null) {
      return new RedactedText(null, Redactions.NONE);
    }
    int[] counts = new int[4];
    String redacted = cut(text, 2 * (maxCharacters + LONGEST));
    boolean cut = redacted.length() < text.length();
    if (redacted.indexOf('@') >= 0) {
      redacted = replace(EMAIL, redacted, found -> found.group().length(), "<email>", counts, 0);
    }
    // Most messages hold no number: this check is many times cheaper than the search.
    if (digits(redacted) >= FEWEST_DIGITS) {
      redacted = replace(IBAN, redacted, Redactor::ibanLength, "<iban>", counts, 3);
      redacted = replaceCards(redacted, counts);
      redacted = replacePhones(redacted, counts);
    }
    // A cut may leave half a number that nothing recognises: drop the end.
    int whole = cut ? Math.max(0, redacted.length() - LONGEST) : redacted.length();
    return new RedactedText(
        cut(redacted, Math.min(whole, maxCharacters)),
        new Redactions(counts[0], counts[1], counts[2], counts[3]));
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private static String cut(String text, int length) {
    if (text.length() <= length || length == 0) {
      return text.substring(0, Math.min(text.length(), length));
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splitsPair ? length - 1 : length);
  }

  /**
   * Replaces the matches of a pattern.
   *
   * @param length number of characters of a match to replace; 0 for a false positive
   */
  private static String replace(
      Pattern pattern,
      String text,
      Function<MatchResult, Integer> length,
      String placeholder,
      int[] counts,
      int kind) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      int found = length.apply(matcher);
      if (found > 0) {
        out.append(text, copied, matcher.start()).append(placeholder);
        copied = matcher.start() + found;
        counts[kind]++;
      }
      from = matcher.start() + Math.max(1, found);
    }
    return out.append(text, copied, text.length()).toString();
  }

  /** The number of characters of a match that are a valid IBAN of its country's length. */
  private static int ibanLength(MatchResult match) {
    String found = match.group();
    IBANValidator.Validator country =
        IBANValidator.getInstance().getValidator(found.substring(0, 2).toUpperCase(Locale.ROOT));
    if (country == null) {
      return 0;
    }
    StringBuilder iban = new StringBuilder();
    int end = 0;
    while (end < found.length() && iban.length() < country.getIbanLength()) {
      char next = found.charAt(end++);
      if (Character.isLetterOrDigit(next)) {
        iban.append(Character.toUpperCase(next));
      }
    }
    return IBANValidator.getInstance().isValid(iban.toString()) ? end : 0;
  }

  private static String replaceCards(String text, int[] counts) {
    Matcher runs = DIGITS.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from <= text.length() && runs.find(from)) {
      int[] card = card(text, runs.start(), runs.end());
      if (card == null) {
        from = runs.end();
      } else {
        out.append(text, copied, card[0]).append("<card>");
        counts[2]++;
        copied = card[1];
        from = card[1];
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /**
   * The first card number in a run of digits and separators. It must begin and end with a group of
   * digits, so that a part of a longer number does not count.
   */
  private static int[] card(String text, int start, int end) {
    for (int from = start; from < end; from++) {
      if (from > start && Character.isDigit(text.charAt(from - 1))) {
        continue;
      }
      StringBuilder digits = new StringBuilder();
      int longest = -1;
      for (int at = from; at < end && digits.length() <= LONGEST_CARD; at++) {
        char next = text.charAt(at);
        if (Character.isDigit(next)) {
          digits.append((char) ('0' + Character.digit(next, 10)));
          boolean groupEnds = at + 1 == end || !Character.isDigit(text.charAt(at + 1));
          longest = groupEnds && isCard(digits) ? at + 1 : longest;
        }
      }
      if (longest >= 0) {
        return new int[] {from, longest};
      }
    }
    return null;
  }

  private static boolean isCard(CharSequence digits) {
    return digits.length() >= SHORTEST_CARD
        && digits.length() <= LONGEST_CARD
        && LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits.toString());
  }

  private String replacePhones(String text, int[] counts) {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (PhoneNumberMatch match :
        phones.findNumbers(text, region, PhoneNumberUtil.Leniency.VALID, PHONE_ATTEMPTS)) {
      out.append(text, copied, match.start()).append("<phone>");
      copied = match.end();
      counts[1]++;
    }
    return out.append(text, copied, text.length()).toString();
  }
}
