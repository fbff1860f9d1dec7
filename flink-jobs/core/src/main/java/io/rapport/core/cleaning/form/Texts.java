package io.rapport.core.cleaning.form;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Standard forms of free text, names and category paths. A text in standard form is returned as it
 * is.
 */
public final class Texts {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]+");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern SEPARATORS = Pattern.compile(" ?/[/ ]*");
  private static final Pattern ENDS = Pattern.compile("^/|/$");

  private Texts() {}

  /** A text without control characters and without white space around it. */
  public static String plain(String value) {
    String text = value;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0)) {
        text = CONTROL.matcher(text).replaceAll(" ");
        break;
      }
    }
    return stripped(text);
  }

  /** A text cut to a length, never between the halves of a character. */
  public static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
            0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length)
        .strip();
  }

  /**
   * A person's or a place's name: composed characters (NFC), single blanks, and the words of a name
   * that is all in capitals or all in small letters begin with a capital.
   */
  public static String name(String value) {
    String name = plain(value);
    name = Normalizer.isNormalized(name, Normalizer.Form.NFC) ? name : nfc(name);
    name = singleBlanks(name);
    boolean oneCase =
        name.equals(name.toUpperCase(Locale.ROOT)) || name.equals(name.toLowerCase(Locale.ROOT));
    return oneCase ? capitalised(name) : name;
  }

  /**
   * A category path: levels trimmed, runs of white space collapsed, empty levels dropped; null for
   * one without levels.
   */
  public static String category(String value) {
    if (isPath(value)) {
      return value;
    }
    String path = BLANKS.matcher(value.strip()).replaceAll(" ");
    path = ENDS.matcher(SEPARATORS.matcher(path).replaceAll("/")).replaceAll("");
    return path.isEmpty() ? null : path;
  }

  private static boolean isPath(String value) {
    char before = '/';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean separator = c == '/';
      if ((separator || c == ' ') && (before == '/' || before == ' ')) {
        return false;
      }
      if (c != ' ' && Character.isWhitespace(c)) {
        return false;
      }
      before = c;
    }
    return before != '/' && before != ' ';
  }

  private static String nfc(String value) {
    return Normalizer.normalize(value, Normalizer.Form.NFC);
  }

  private static String singleBlanks(String value) {
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isWhitespace(c) && (c != ' ' || value.charAt(i - 1) == ' ')) {
        return BLANKS.matcher(value).replaceAll(" ");
      }
    }
    return value;
  }

  private static String capitalised(String value) {
    StringBuilder name = new StringBuilder(value.length());
    boolean start = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      name.append(start ? Character.toTitleCase(c) : Character.toLowerCase(c));
      start = !Character.isLetter(c);
    }
    return name.toString().equals(value) ? value : name.toString();
  }

  private static String stripped(String text) {
    int end = text.length() - 1;
    return end >= 0
            && !Character.isWhitespace(text.charAt(0))
            && !Character.isWhitespace(text.charAt(end))
        ? text
        : text.strip();
  }
}
