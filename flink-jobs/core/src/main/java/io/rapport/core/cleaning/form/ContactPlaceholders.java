package io.rapport.core.cleaning.form;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * E-mail addresses and telephone numbers that people and programs write where they have none. They
 * would make one person of all who do.
 */
final class ContactPlaceholders {

  private static final Set<String> NO_MAILBOX =
      Set.of(
          "noreply",
          "no-reply",
          "no_reply",
          "donotreply",
          "do-not-reply",
          "none",
          "noemail",
          "no-email",
          "nomail",
          "null",
          "undefined",
          "unknown",
          "anonymous",
          "na",
          "n/a");

  private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");
  private static final Pattern ONE_DIGIT = Pattern.compile("(\\d)\\1*");

  /** The tail of a number, after a country or area code, that is one digit over and over. */
  private static final Pattern SAME_TAIL = Pattern.compile("\\d{0,5}?(\\d)\\1{6,}");

  private static final String UP = "01234567890123456789";
  private static final String DOWN = "98765432109876543210";

  /** Digits from which a run of one digit or of consecutive ones counts as a placeholder. */
  private static final int RUN = 7;

  private ContactPlaceholders() {}

  /** Whether nobody reads mail to this address. */
  static boolean isEmail(String address) {
    int at = address.lastIndexOf('@');
    return at > 0 && NO_MAILBOX.contains(address.substring(0, at).toLowerCase(Locale.ROOT));
  }

  /** Whether a number is made up: 0000000000, 123456789, +1 555 555 5555 and their like. */
  static boolean isPhone(String number) {
    String digits = NOT_A_DIGIT.matcher(number).replaceAll("");
    return !digits.isEmpty()
        && (ONE_DIGIT.matcher(digits).matches()
            || SAME_TAIL.matcher(digits).matches()
            || (digits.length() >= RUN && (UP.contains(digits) || DOWN.contains(digits))));
  }
}
