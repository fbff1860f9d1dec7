package io.rapport.core.text;

import io.rapport.core.hash.TextHash;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the encoding of text as features.
 *
 * @param wordGrams longest run of words that is one feature, at least 1
 * @param shortestCharGram characters of the shortest character n-gram, the word bounds counted
 * @param longestCharGram characters of the longest character n-gram, or 0 for none
 * @param signed whether a hash bit decides the sign of a feature, so that collisions cancel in
 *     expectation (Weinberger et al., ICML 2009) instead of adding up
 */
@RecordBuilder
public record EncoderSettings(
    int bits,
    int maxCharacters,
    int wordGrams,
    int shortestCharGram,
    int longestCharGram,
    boolean signed)
    implements Serializable, EncoderSettingsBuilder.With {

  /** Words, word pairs and 2 to 5 characters in {@code 2^18} indices. */
  public static final EncoderSettings DEFAULT =
      EncoderSettingsBuilder.builder()
          .bits(18)
          .maxCharacters(4000)
          .wordGrams(2)
          .shortestCharGram(2)
          .longestCharGram(5)
          .signed(true)
          .build();

  public EncoderSettings {
    require(bits >= 8 && bits <= 24, "bits must be 8 to 24 but is " + bits);
    require(maxCharacters >= 1, "maxCharacters must be at least 1 but is " + maxCharacters);
    require(wordGrams >= 1, "wordGrams must be at least 1 but is " + wordGrams);
    require(
        longestCharGram == 0 || (shortestCharGram >= 1 && shortestCharGram <= longestCharGram),
        "character n-grams of " + shortestCharGram + " to " + longestCharGram + " are no range");
  }

  /** How many indices there are. */
  public int dimensions() {
    return 1 << bits;
  }

  /** Equal for settings under which an index means the same. */
  public long fingerprint() {
    return TextHash.of(
        "%d,%d,%d,%d,%b".formatted(bits, wordGrams, shortestCharGram, longestCharGram, signed));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
