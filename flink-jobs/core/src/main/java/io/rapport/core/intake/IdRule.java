package io.rapport.core.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rule of what an identifier is, for everything that takes events: in Unicode's form NFC,
 * without control and format characters, without white space around it, and not one of the values
 * that a program writes where it has none.
 */
public final class IdRule {

  /** The kind of thing that an identifier names. */
  public enum Kind {
    /** A person's cookie or account. */
    PERSON,
    /** Anything else: an item, an order, a ticket, an event. */
    THING
  }

  /** The origin of an identity link that tells that a cookie is nobody's any more. */
  public static final String LOGOUT = "logout";

  private static final Set<String> PERSONS = Set.of("visitorId", "customerId");

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}]+");
  private static final Pattern AROUND =
      Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$", Pattern.UNICODE_CHARACTER_CLASS);

  /** Values of programs that had no value, in lower case. No shop numbers its goods so. */
  private static final Set<String> NOTHING =
      Set.of("undefined", "null", "(null)", "nan", "none", "[object object]", "(not set)", "#n/a");

  /** Values that stand for nobody in particular, in lower case. */
  private static final Set<String> NOBODY =
      Set.of(
          "nil",
          "n/a",
          "anonymous",
          "anon",
          "guest",
          "unknown",
          "nobody",
          "not_authenticated",
          "notset",
          "not set",
          "unset",
          "true",
          "false",
          "id",
          "distinct_id",
          "distinctid");

  private static final int LONGEST =
      Stream.concat(NOTHING.stream(), NOBODY.stream()).mapToInt(String::length).max().orElseThrow();

  /** 0, -1, 0000, and the nil UUID. */
  private static final Pattern NO_NUMBER = Pattern.compile("-1|\\{?0[0-]*\\}?");

  private IdRule() {}

  /** The kind of identifier that a field of the contracts holds. */
  public static Kind kind(String field) {
    return PERSONS.contains(field) ? Kind.PERSON : Kind.THING;
  }

  /** Whether a field of the contracts holds an identifier. */
  public static boolean isId(String field) {
    return field.endsWith("Id");
  }

  /** The standard form; null when nothing is left of the value. */
  public static String standard(String value) {
    if (value == null) {
      return null;
    }
    String text = value;
    if (!isPlain(text)) {
      text = Normalizer.normalize(INVISIBLE.matcher(text).replaceAll(""), Normalizer.Form.NFC);
      text = AROUND.matcher(text).replaceAll("");
    }
    return text.isEmpty() ? null : text;
  }

  /** Whether a value in standard form stands for no value. */
  public static boolean isPlaceholder(Kind kind, String value) {
    if (kind == Kind.PERSON && isNoNumber(value)) {
      return true;
    }
    if (value.length() > LONGEST) {
      return false; // as most identifiers that programs make
    }
    String lower = value.toLowerCase(Locale.ROOT);
    return NOTHING.contains(lower) || (kind == Kind.PERSON && NOBODY.contains(lower));
  }

  private static boolean isNoNumber(String value) {
    return !value.isEmpty()
        && "-0{".indexOf(value.charAt(0)) >= 0 // most are told by it
        && NO_NUMBER.matcher(value).matches();
  }

  /** Printable ASCII without a blank at either end: the usual case, which needs no change. */
  private static boolean isPlain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > '~' || c < ' ') {
        return false;
      }
    }
    return length == 0 || (text.charAt(0) != ' ' && text.charAt(length - 1) != ' ');
  }
}
