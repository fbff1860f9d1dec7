package io.rapport.core.text;

import io.rapport.core.hash.Hash64;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes text as hashed word and character n-grams (the hashing trick; Weinberger et al., ICML
 * 2009), which needs no dictionary and works in any language.
 *
 * <p>A feature has the weight {@code 1 + ln(tf)}. Word features and character features are each
 * scaled to the same length before the whole is scaled to 1: character features are several times
 * as many and would outweigh the words. Not thread-safe.
 */
public final class NgramEncoder {

  private static final long WORDS = 0x9e3779b97f4a7c15L;
  private static final long CHARACTERS = 0xd1b54a32d192ed03L;

  private final EncoderSettings settings;
  private final Tokenizer tokenizer;

  public NgramEncoder(EncoderSettings settings) {
    this.settings = settings;
    this.tokenizer = new Tokenizer(settings.maxCharacters());
  }

  /** The settings of the encoder. */
  public EncoderSettings settings() {
    return settings;
  }

  /** The text's features; empty for a text without a word. */
  public Features encode(String text) {
    Counter counter = new Counter(Math.min(text.length(), settings.maxCharacters()));
    ngrams(tokenizer.words(text), (hash, from, to) -> counter.add(key(hash, to > 0), sign(hash)));
    return counter.features();
  }

  /**
   * Attributes each feature's contribution to the words it came from: a character n-gram to its
   * word, a word run to the run. A feature that occurs n times is split into n equal parts, so the
   * result sums to the contributions (except those of features that are not in the text).
   *
   * @param contributions one an index of {@code features}
   * @return words and word runs with their contribution
   */
  public Map<String, Double> attribute(String text, Features features, double[] contributions) {
    List<String> words = tokenizer.words(text);
    int[] occurrences = new int[features.size()];
    ngrams(
        words,
        (hash, from, to) -> {
          int at = Arrays.binarySearch(features.indices(), index(hash));
          if (at >= 0) {
            occurrences[at]++;
          }
        });
    int runs = settings.wordGrams();
    double[] sums = new double[words.size() * runs];
    ngrams(
        words,
        (hash, from, to) -> {
          int at = Arrays.binarySearch(features.indices(), index(hash));
          if (at >= 0) {
            sums[from * runs + Math.max(to - from, 1) - 1] += contributions[at] / occurrences[at];
          }
        });
    return named(words, runs, sums);
  }

  /** Adds up the sums of all runs of the same words. */
  private static Map<String, Double> named(List<String> words, int runs, double[] sums) {
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != 0) {
        int from = i / runs;
        named.merge(
            String.join(" ", words.subList(from, from + i % runs + 1)), sums[i], Double::sum);
      }
    }
    return named;
  }

  /**
   * Receives one n-gram: its hash and the words {@code [from, to)} it spans; {@code to} is 0 for an
   * n-gram inside one word.
   */
  private interface Visitor {
    void visit(long hash, int from, int to);
  }

  private void ngrams(List<String> words, Visitor visitor) {
    for (int from = 0; from < words.size(); from++) {
      long run = WORDS;
      int end = Math.min(words.size(), from + settings.wordGrams());
      for (int to = from + 1; to <= end; to++) {
        run = Hash64.step(append(run, words.get(to - 1)), ' ');
        visitor.visit(Hash64.mix(run), from, to);
      }
      if (settings.longestCharGram() > 0) {
        characters(words.get(from), from, visitor);
      }
    }
  }

  /**
   * Visits the character n-grams of a word with a space on either side; each space counts as a
   * character.
   */
  private void characters(String word, int position, Visitor visitor) {
    int length = word.length() + 2;
    for (int start = 0; start < length; start++) {
      long hash = CHARACTERS;
      int end = Math.min(length, start + settings.longestCharGram());
      for (int i = start; i < end; i++) {
        hash = Hash64.step(hash, i == 0 || i == length - 1 ? ' ' : word.charAt(i - 1));
        if (i - start + 1 >= settings.shortestCharGram()) {
          visitor.visit(Hash64.mix(hash), position, 0);
        }
      }
    }
  }

  private int index(long hash) {
    return (int) (hash >>> (Long.SIZE - settings.bits()));
  }

  private int sign(long hash) {
    return settings.signed() && (hash & 1) == 0 ? -1 : 1;
  }

  /**
   * A sort key by index; word and character features of a shared index stay apart until both are
   * scaled.
   */
  private int key(long hash, boolean word) {
    return index(hash) << 1 | (word ? 1 : 0);
  }

  private static long append(long hash, String text) {
    long appended = hash;
    for (int i = 0; i < text.length(); i++) {
      appended = Hash64.step(appended, text.charAt(i));
    }
    return appended;
  }

  /** Signed counts of keys, made by sorting the keys seen. */
  private static final class Counter {

    private long[] seen;
    private int size;

    Counter(int characters) {
      seen = new long[Math.max(16, 6 * characters)];
    }

    void add(int key, int sign) {
      if (size == seen.length) {
        seen = Arrays.copyOf(seen, 2 * size);
      }
      seen[size++] = (long) key << 2 | (sign + 1);
    }

    Features features() {
      Arrays.sort(seen, 0, size);
      int[] keys = new int[size];
      double[] values = new double[size];
      int distinct = 0;
      for (int i = 0; i < size; ) {
        int key = (int) (seen[i] >>> 2);
        int count = 0;
        for (; i < size && (int) (seen[i] >>> 2) == key; i++) {
          count += (int) (seen[i] & 3) - 1;
        }
        if (count != 0) {
          keys[distinct] = key;
          values[distinct++] = Math.signum(count) * (1 + Math.log(Math.abs(count)));
        }
      }
      return scaled(keys, values, distinct);
    }

    private static Features scaled(int[] keys, double[] values, int size) {
      double[] squares = new double[2];
      for (int i = 0; i < size; i++) {
        squares[keys[i] & 1] += values[i] * values[i];
      }
      int[] indices = new int[size];
      double[] merged = new double[size];
      int distinct = 0;
      double total = 0;
      for (int i = 0; i < size; i++) {
        double value = values[i] / Math.sqrt(squares[keys[i] & 1]);
        if (distinct > 0 && indices[distinct - 1] == keys[i] >> 1) {
          total -= merged[distinct - 1] * merged[distinct - 1];
          merged[distinct - 1] += value;
        } else {
          indices[distinct] = keys[i] >> 1;
          merged[distinct++] = value;
        }
        total += merged[distinct - 1] * merged[distinct - 1];
      }
      double length = total > 0 ? Math.sqrt(total) : 1;
      float[] scaled = new float[distinct];
      for (int i = 0; i < distinct; i++) {
        scaled[i] = (float) (merged[i] / length);
      }
      return new Features(Arrays.copyOf(indices, distinct), scaled);
    }
  }
}
