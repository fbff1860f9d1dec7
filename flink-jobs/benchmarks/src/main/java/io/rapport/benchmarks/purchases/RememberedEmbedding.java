package io.rapport.benchmarks.purchases;

import io.rapport.core.recommendation.content.TextEmbedding;
import java.util.HashMap;
import java.util.Map;

/** An embedding asked once for each text, because several models are told of the same catalogue. */
final class RememberedEmbedding implements TextEmbedding {

  private final TextEmbedding embedding;
  private final Map<String, float[]> remembered = new HashMap<>();

  RememberedEmbedding(TextEmbedding embedding) {
    this.embedding = embedding;
  }

  @Override
  public int dimensions() {
    return embedding.dimensions();
  }

  @Override
  public float[] embed(String text) {
    return remembered.computeIfAbsent(text, embedding::embed).clone();
  }
}
