package io.rapport.core.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values that people and programs write where they have none, and contact data that belongs to no
 * single person: {@code n/a}, {@code 0000000000}, {@code noreply@…}, {@code info@…}. They would
 * make one person of all who have them.
 */
public final class Placeholders {

  private static final Set<String> WORDS =
      Set.of(
          "",
          "n/a",
          "na",
          "n.a.",
          "nan",
          "none",
          "null",
          "nil",
          "unknown",
          "unk",
          "missing",
          "not known",
          "not available",
          "not provided",
          "not given",
          "tbd",
          "tba",
          "test",
          "xxx",
          "xx",
          "x",
          "-",
          "--",
          "?",
          "unbekannt",
          "keine",
          "inconnu",
          "anonymous",
          "undefined");

  /** Mailboxes that nobody reads. */
  private static final Set<String> NOBODYS_MAILBOXES =
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

  /** Mailboxes that are read by whoever is on duty. */
  private static final Set<String> OFFICE_MAILBOXES =
      Set.of(
          "info",
          "office",
          "sales",
          "contact",
          "kontakt",
          "support",
          "admin",
          "administrator",
          "hello",
          "hallo",
          "mail",
          "email",
          "service",
          "services",
          "team",
          "help",
          "helpdesk",
          "shop",
          "store",
          "orders",
          "order",
          "customerservice",
          "customercare",
          "care",
          "enquiries",
          "enquiry",
          "inquiries",
          "accounts",
          "accounting",
          "billing",
          "invoice",
          "webmaster",
          "postmaster",
          "hostmaster",
          "abuse",
          "marketing",
          "hr",
          "jobs",
          "career",
          "careers",
          "reception",
          "buero",
          "verkauf",
          "vertrieb",
          "bestellung",
          "privacy",
          "press",
          "newsletter",
          "test",
          "example",
          "user",
          "customer",
          "guest");

  private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");

  /** One digit over and over, or so at the end, after a country or area code. */
  private static final Pattern SAME = Pattern.compile("(\\d)\\1*|\\d{0,5}?(\\d)\\2{6,}");

  private static final String UP = "01234567890123456789";
  private static final String DOWN = "98765432109876543210";

  /** Digits from which consecutive ones are made up. */
  private static final int RUN = 5;

  private Placeholders() {}

  /** Whether a value in lower case stands for none. */
  public static boolean word(String value) {
    return WORDS.contains(value);
  }

  /** Whether nobody reads mail to the mailbox of this name. */
  public static boolean nobodysMailbox(String name) {
    return NOBODYS_MAILBOXES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a mailbox is nobody's, or an office's. */
  public static boolean sharedMailbox(String name) {
    return nobodysMailbox(name) || OFFICE_MAILBOXES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a number is made up: 0000000000, 123456789, +1 555 555 5555 and their like. */
  public static boolean number(String text) {
    String digits = NOT_A_DIGIT.matcher(text).replaceAll("");
    return SAME.matcher(digits).matches()
        || (digits.length() >= RUN && (UP.contains(digits) || DOWN.contains(digits)));
  }
}
