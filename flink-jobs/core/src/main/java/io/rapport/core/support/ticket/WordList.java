package io.rapport.core.support.ticket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of a few dozen words a language that express sentiment, negation or urgency: Rapport's own
 * list in {@code words.txt}, for English, German, French, Spanish, Portuguese and Italian. It is no
 * sentiment model: it misses irony, comparison and other languages. The languages share one list,
 * because a ticket often names none.
 */
final class WordList {

  private static final String FILE = "words.txt";

  /** The number of words before a word in which a negation applies: "not at all happy". */
  private static final int REACH = 3;

  private final Set<String> pleased = new HashSet<>();
  private final Set<String> annoyed = new HashSet<>();
  private final Set<String> denials = new HashSet<>();
  private final Set<String> urgent = new HashSet<>();

  /** Reads the list that ships with Rapport. */
  static WordList standard() {
    WordList list = new WordList();
    try (InputStream in = WordList.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.isBlank() && line.charAt(0) != '#').forEach(list::take);
    } catch (IOException e) {
      throw new UncheckedIOException("The word list " + FILE + " cannot be read", e);
    }
    return list;
  }

  /** Adds a line: a sign and the words it applies to. */
  private void take(String line) {
    List<String> words = List.of(line.trim().split("\\s+"));
    Set<String> list =
        switch (words.get(0)) {
          case "+" -> pleased;
          case "-" -> annoyed;
          case "not" -> denials;
          case "!" -> urgent;
          default ->
              throw new IllegalStateException("unknown sign in " + FILE + ": " + words.get(0));
        };
    list.addAll(words.subList(1, words.size()));
  }

  /**
   * The balance of positive and negative words, -1 (angry) to 1 (pleased); 0 without any. A
   * negation shortly before a word inverts it. A single word gives 0.5, many of one kind approach
   * 1.
   */
  double sentiment(List<String> words) {
    int balance = 0;
    int found = 0;
    for (int i = 0; i < words.size(); i++) {
      int sign =
          (pleased.contains(words.get(i)) ? 1 : 0) - (annoyed.contains(words.get(i)) ? 1 : 0);
      if (sign != 0) {
        balance += denied(words, i) ? -sign : sign;
        found++;
      }
    }
    return (double) balance / (found + 1);
  }

  private boolean denied(List<String> words, int at) {
    for (int i = Math.max(0, at - REACH); i < at; i++) {
      if (denials.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** The first urgent word, or null. */
  String urgency(List<String> words) {
    return words.stream().filter(urgent::contains).findFirst().orElse(null);
  }
}
