package io.rapport.core.recommendation.candidate;

import java.util.Arrays;

/**
 * The columns of {@link Candidates} for texts and orders. Most replies lack them, so nothing is
 * prepared until one has them. All are 0 where nothing is known. Scratch space; not thread-safe.
 */
public final class ContentColumns {

  private final int contextsMost;
  private final int[] filled; // the filling a row is of
  private int filling = 1;
  private boolean any;
  private boolean anyNewcomer;
  private final float[] contentParts; // by row and context
  private final float[] boughtParts;
  private final float[] content;
  private final float[] contentLast;
  private final float[] bought;
  private final boolean[] newcomers;

  ContentColumns(int rows, int contextsMost) {
    this.contextsMost = contextsMost;
    this.filled = new int[rows];
    this.contentParts = new float[rows * contextsMost];
    this.boughtParts = new float[rows * contextsMost];
    this.content = new float[rows];
    this.contentLast = new float[rows];
    this.bought = new float[rows];
    this.newcomers = new boolean[rows];
  }

  void clear() {
    if (any) {
      filling++;
      any = false;
      anyNewcomer = false;
    }
  }

  /** Whether any reply held texts or orders. */
  public boolean any() {
    return any;
  }

  /** Whether any candidate is a newcomer. */
  public boolean anyNewcomer() {
    return anyNewcomer;
  }

  void addContent(int row, int context, double weight, float similarity, boolean newcomer) {
    prepare(row);
    content[row] = (float) Math.max(content[row], weight * similarity);
    contentLast[row] = context == 0 ? similarity : contentLast[row];
    contentParts[row * contextsMost + context] = (float) (weight * similarity);
    newcomers[row] |= newcomer;
    anyNewcomer |= newcomer;
  }

  void addBought(int row, int context, double weight, float score) {
    prepare(row);
    bought[row] = (float) Math.max(bought[row], weight * score);
    boughtParts[row * contextsMost + context] = (float) (weight * score);
  }

  private void prepare(int row) {
    any = true;
    if (filled[row] != filling) {
      filled[row] = filling;
      int from = row * contextsMost;
      Arrays.fill(contentParts, from, from + contextsMost, 0);
      Arrays.fill(boughtParts, from, from + contextsMost, 0);
      content[row] = 0;
      contentLast[row] = 0;
      bought[row] = 0;
      newcomers[row] = false;
    }
  }

  private boolean has(int row) {
    return any && filled[row] == filling;
  }

  /** The greatest similarity of text to a session item, less for earlier items, from 0 to 1. */
  public float content(int row) {
    return has(row) ? content[row] : 0;
  }

  /** The similarity of text to the visit's item. */
  public float contentLast(int row) {
    return has(row) ? contentLast[row] : 0;
  }

  /** The greatest share of a session item's orders that hold the candidate, from 0 to 1. */
  public float bought(int row) {
    return has(row) ? bought[row] : 0;
  }

  /** Whether the candidate is a newcomer: an item with hardly any visits. */
  public boolean newcomer(int row) {
    return has(row) && newcomers[row];
  }

  /** The similarity of text to one session item, less for earlier items. */
  public float contentPart(int row, int context) {
    return has(row) ? contentParts[row * contextsMost + context] : 0;
  }

  /** The share of one session item's orders that hold the candidate, less for earlier items. */
  public float boughtPart(int row, int context) {
    return has(row) ? boughtParts[row * contextsMost + context] : 0;
  }
}
