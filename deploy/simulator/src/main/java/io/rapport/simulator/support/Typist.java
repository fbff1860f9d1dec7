package io.rapport.simulator.support;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes the mistakes that people make when they type. */
final class Typist {

  private static final double CARELESS = 0.25;
  private static final int MOST_SLIPS = 3;

  private final RandomGenerator random;

  Typist(RandomGenerator random) {
    this.random = random;
  }

  /** The text, in a quarter of cases with up to three slips or without capitals. */
  String type(String text) {
    if (random.nextDouble() >= CARELESS || text.length() < 10) {
      return text;
    }
    if (random.nextInt(4) == 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder typed = new StringBuilder(text);
    int slips = 1 + random.nextInt(MOST_SLIPS);
    for (int i = 0; i < slips; i++) {
      slip(typed);
    }
    return typed.toString();
  }

  /** Only between two letters of a word: numbers and addresses stay what they are. */
  private void slip(StringBuilder typed) {
    int at = random.nextInt(typed.length() - 1);
    char here = typed.charAt(at);
    char next = typed.charAt(at + 1);
    if (!Character.isLetter(here) || !Character.isLetter(next) || inAddress(typed, at)) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> {
        typed.setCharAt(at, next);
        typed.setCharAt(at + 1, here);
      }
      case 1 -> typed.deleteCharAt(at);
      default -> typed.insert(at, here);
    }
  }

  private static boolean inAddress(CharSequence text, int at) {
    int start = at;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    for (int i = start; i < text.length() && !Character.isWhitespace(text.charAt(i)); i++) {
      if (text.charAt(i) == '@') {
        return true;
      }
    }
    return false;
  }
}
