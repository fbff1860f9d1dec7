package io.rapport.core.text;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
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
    Checks.within("bits", bits, 8, 24);
    Checks.atLeast("maxCharacters", maxCharacters, 1);
    Checks.atLeast("wordGrams", wordGrams, 1);
    Checks.that(
        longestCharGram == 0 || (shortestCharGram >= 1 && shortestCharGram <= longestCharGram),
        "longestCharGram must be 0, or at least shortestCharGram (at least 1), but they are "
            + longestCharGram
            + " and "
            + shortestCharGram);
  }

  /** The number of indices. */
  public int dimensions() {
    return 1 << bits;
  }

  /** A hash of the settings; equal where an index means the same. */
  public long fingerprint() {
    return Hash64.of(
        "%d,%d,%d,%d,%b".formatted(bits, wordGrams, shortestCharGram, longestCharGram, signed));
  }
}
