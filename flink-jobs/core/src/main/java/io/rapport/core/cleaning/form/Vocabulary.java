package io.rapport.core.cleaning.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Words and their synonyms, compared without case, that stand for standard values. */
public final class Vocabulary {

  /** Shorter words are too near to each other to be corrected. */
  static final int SHORTEST_CORRECTED = 5;

  private final Map<String, String> words = new HashMap<>();
  private final Map<String, String> corrections = new HashMap<>();

  /** Most corrections remembered; the search for one reads the whole vocabulary. */
  private static final int REMEMBERED = 1_000;

  private static final String NONE = "";

  /**
   * A vocabulary.
   *
   * @param synonyms a standard value by each word that stands for it; the standard values
   *     themselves have to be among the words
   */
  public Vocabulary(Map<String, String> synonyms) {
    synonyms.forEach((word, standard) -> words.put(key(word), standard));
  }

  /** The number of words. */
  public int size() {
    return words.size();
  }

  /**
   * The standard value of a word; null if it is unknown.
   *
   * @param edits most letters by which the word may be misspelt (inserted, left out, replaced, or
   *     swapped with its neighbour), where the words so near all stand for one value; 0 for none
   */
  public String find(String value, int edits) {
    String key = key(value);
    String found = words.get(key);
    if (found != null || edits == 0 || key.length() < SHORTEST_CORRECTED) {
      return found;
    }
    String known = corrections.get(key);
    if (known == null) {
      known = nearest(key, edits);
      if (corrections.size() >= REMEMBERED) {
        corrections.clear();
      }
      corrections.put(key, known);
    }
    return known.equals(NONE) ? null : known;
  }

  private String nearest(String key, int edits) {
    String nearest = null;
    for (Map.Entry<String, String> word : words.entrySet()) {
      if (word.getKey().length() >= SHORTEST_CORRECTED
          && Math.abs(word.getKey().length() - key.length()) <= edits
          && distance(word.getKey(), key) <= edits) {
        if (nearest != null && !nearest.equals(word.getValue())) {
          return NONE;
        }
        nearest = word.getValue();
      }
    }
    return nearest == null ? NONE : nearest;
  }

  /** The edits between two words, by the optimal string alignment (Damerau, CACM 1964). */
  static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(cost, before[j - 2] + 1) : cost;
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static String key(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
