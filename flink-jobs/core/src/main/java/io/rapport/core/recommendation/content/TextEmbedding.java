package io.rapport.core.recommendation.content;

/** An embedding of texts as vectors whose direction represents the meaning. */
public interface TextEmbedding {

  /** The number of dimensions of the vectors. */
  int dimensions();

  /** The embedding of a text, of any length; never all zeros. */
  float[] embed(String text);
}
