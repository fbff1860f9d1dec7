package io.rapport.core.recommendation.content;

/** Turns a text into a vector whose direction says what the text means. */
public interface TextEmbedding {

  /** Length of the vectors. */
  int dimensions();

  /** The text's vector, of any length; never all zeros. */
  float[] embed(String text);
}
