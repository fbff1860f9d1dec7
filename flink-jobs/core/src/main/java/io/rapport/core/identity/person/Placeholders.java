package io.rapport.core.identity.person;

import java.util.Set;

/**
 * Values that stand for no value, and contact data that belongs to no single person: {@code n/a},
 * {@code 0000000000}, {@code info@…}. None of them is compared.
 */
final class Placeholders {

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

  private static final Set<String> ROLE_MAILBOXES =
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
          "noreply",
          "no-reply",
          "donotreply",
          "do-not-reply",
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
          "none",
          "na",
          "nomail",
          "noemail",
          "unknown",
          "test",
          "example",
          "user",
          "customer",
          "guest",
          "anonymous");

  private static final String ASCENDING = "012345678901234567890";
  private static final String DESCENDING = "098765432109876543210";

  /** Digits at the end of a number that are looked at. */
  private static final int TAIL = 7;

  private Placeholders() {}

  static boolean word(String value) {
    return WORDS.contains(value);
  }

  /** Whether a mailbox is read by whoever is on duty, or by nobody. */
  static boolean roleMailbox(String local) {
    return ROLE_MAILBOXES.contains(local);
  }

  /** Whether the digits are one digit repeated, or counted up or down. */
  static boolean number(String digits) {
    String tail = digits.substring(Math.max(0, digits.length() - TAIL));
    return tail.chars().distinct().count() <= 1
        || (tail.length() >= 5 && (ASCENDING.contains(tail) || DESCENDING.contains(tail)));
  }
}
