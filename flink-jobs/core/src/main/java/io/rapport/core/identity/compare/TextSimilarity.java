package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Similarities of short texts: one edit, and Jaro-Winkler. */
final class TextSimilarity {

  private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

  /** Most that a common prefix of four characters adds to a Jaro similarity, per missing point. */
  private static final double PREFIX = 0.4;

  private TextSimilarity() {}

  /**
   * Whether at most one edit leads from one text to the other: a character inserted, left out or
   * replaced, or two neighbours exchanged.
   */
  static boolean oneEdit(String a, String b) {
    if (a.length() > b.length()) {
      return oneEdit(b, a);
    }
    if (b.length() - a.length() > 1) {
      return false;
    }
    int start = 0;
    while (start < a.length() && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int endA = a.length();
    int endB = b.length();
    while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    int left = endA - start;
    if (endB - start <= 1) {
      return true;
    }
    return left == 2
        && endB - start == 2
        && a.charAt(start) == b.charAt(start + 1)
        && a.charAt(start + 1) == b.charAt(start);
  }

  /** The Jaro-Winkler similarity of two values of a field; 0 where it is surely below 0.85. */
  static double jaroWinkler(Person a, Person b, Field field) {
    String left = a.value(field);
    String right = b.value(field);
    int inLeft = a.letters(field);
    int inRight = b.letters(field);
    return surelyBelow(left.length(), right.length(), inLeft, inRight, 0.85)
        ? 0
        : JARO_WINKLER.apply(left, right);
  }

  static double jaroWinkler(String a, String b) {
    return JARO_WINKLER.apply(a, b);
  }

  /** Whether the letters that only one of the texts has rule a similarity out. */
  static boolean surelyBelow(int left, int right, int inLeft, int inRight, double similarity) {
    double matches =
        Math.min(
            left - Integer.bitCount(inLeft & ~inRight),
            right - Integer.bitCount(inRight & ~inLeft));
    double jaro = (matches / left + matches / right + 1) / 3;
    return jaro + PREFIX * (1 - jaro) < similarity;
  }
}
