package io.rapport.core.text;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits text of any language into lower-case words at Unicode word boundaries, after compatibility
 * normalisation (NFKC). Not thread-safe.
 */
public final class Tokenizer {

  private final BreakIterator boundaries = BreakIterator.getWordInstance(Locale.ROOT);
  private final int maxCharacters;

  public Tokenizer(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /** The words: runs between boundaries that contain a letter or a digit. */
  public List<String> words(String text) {
    String cut = text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
    String normal = Normalizer.normalize(cut, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    boundaries.setText(normal);
    List<String> words = new ArrayList<>();
    int start = boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      if (holdsWord(normal, start, end)) {
        words.add(normal.substring(start, end));
      }
      start = end;
    }
    return words;
  }

  private static boolean holdsWord(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Character.isLetterOrDigit(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }
}
