package io.rapport.core.recommendation.content;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.text.EncoderSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;

/**
 * Encodes an item's text as one vector of two parts: the sentence embedding, which captures the
 * meaning of words, and hashed word and character n-grams, which work in any language and for any
 * article number. The length of each part is the root of its weight, so that the dot product of two
 * vectors is the weighted sum of both cosines. Not thread-safe.
 */
public final class ItemEncoder {

  private static final EncoderSettings HASHING =
      EncoderSettings.DEFAULT.with(e -> e.bits(8).shortestCharGram(3).longestCharGram(4));

  private final TextEmbedding embedding;
  private final NgramEncoder ngrams = new NgramEncoder(HASHING);
  private final double weight;

  /**
   * An encoder.
   *
   * @param embedding null for hashed n-grams alone
   */
  public ItemEncoder(ContentSettings settings, TextEmbedding embedding) {
    this.embedding = embedding;
    this.weight = embedding == null ? 0 : settings.embeddingWeight();
  }

  /** The number of dimensions of the vectors. */
  public int dimensions() {
    return HASHING.dimensions() + (embedding == null ? 0 : embedding.dimensions());
  }

  /**
   * The vector of a text.
   *
   * @return null for a text without a word
   */
  float[] encode(String text) {
    Features hashed = ngrams.encode(text);
    if (hashed.size() == 0) {
      return null;
    }
    float[] vector = new float[dimensions()];
    float share = (float) Math.sqrt(1 - weight);
    for (int i = 0; i < hashed.size(); i++) {
      vector[hashed.indices()[i]] = share * hashed.values()[i];
    }
    if (embedding != null) {
      place(embedding.embed(text), vector);
    }
    return vector;
  }

  private void place(float[] meaning, float[] vector) {
    double square = 0;
    for (float value : meaning) {
      square += value * value;
    }
    float scale = (float) Math.sqrt(weight / Math.max(square, Float.MIN_NORMAL));
    for (int i = 0; i < meaning.length; i++) {
      vector[HASHING.dimensions() + i] = scale * meaning[i];
    }
  }
}
