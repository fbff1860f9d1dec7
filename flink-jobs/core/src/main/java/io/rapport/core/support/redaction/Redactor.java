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
 * {@code <email>}, {@code <iban>}, {@code <card>} and {@code <phone>}. Accounts and cards have to
 * pass their check digits and telephone numbers their country's numbering plan, so order and
 * article numbers are left alone. Names and postal addresses are not found.
 */
public final class Redactor {

  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}._%+'-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}[\\p{L}-]{2,63}");

  /** Country, check digits, then letters and digits in groups; its true length is looked up. */
  private static final Pattern IBAN =
      Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}");

  private static final Pattern DIGITS = Pattern.compile("\\p{Nd}(?:[ .-]?\\p{Nd}){12,63}");

  /** No account, card or telephone number with its separators is longer, and few addresses. */
  private static final int LONGEST = 100;

  private static final int SHORTEST_CARD = 13;
  private static final int LONGEST_CARD = 19;

  /** Whatever is looked for has at least this many digits. */
  private static final int FEWEST_DIGITS = 4;

  private static final long PHONE_ATTEMPTS = 10_000;

  private final String region;
  private final int maxCharacters;
  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();

  /**
   * @param region ISO 3166-1 alpha-2 region of telephone numbers without a country prefix
   * @param maxCharacters longest text kept; the rest is cut off
   */
  public Redactor(String region, int maxCharacters) {
    this.region = region;
    this.maxCharacters = maxCharacters;
  }

  /** The text without what was found; null stays null. */
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
    // Most messages hold no number at all: looking first is many times cheaper than searching.
    if (digits(redacted) >= FEWEST_DIGITS) {
      redacted = replace(IBAN, redacted, Redactor::ibanLength, "<iban>", counts, 3);
      redacted = replaceCards(redacted, counts);
      redacted = replacePhones(redacted, counts);
    }
    // The end may hold half a number, which nothing recognises: it goes.
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
   * @param length how many characters of a match are to be replaced; 0 for a false alarm
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

  /** Characters of the match that are a valid IBAN of its country's length. */
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
   * The first card number in a run of digits and separators: one that begins and ends where a group
   * does, so that part of a longer number is not taken for one.
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
