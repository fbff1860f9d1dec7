package io.rapport.core.recommendation.neighbour;

import java.util.Arrays;

/**
 * The scores of other items by the sessions of one item, by number in the item's dictionary: sums
 * over the sessions, each weighted by its similarity to the visitor's session as {@link
 * SessionMemory} computes it. {@code d} is the distance of an item from the visit in steps. Scratch
 * space that is refilled for every visit; not thread-safe.
 */
public final class SessionMatch {

  /** Sum of cubed similarity over d; half of it before the visit. */
  public static final int NEAR = 0;

  /** Sum of similarity over d; half of it before the visit. */
  public static final int PLAIN = 1;

  /** Number of times the item directly followed. */
  public static final int NEXT = 2;

  /**
   * Number of times the item directly followed, in sessions with the same previous item as the
   * visitor's.
   */
  public static final int NEXT_ON_WAY = 3;

  /** Sum of cubed similarity over d, weighted by the session's freshness; after the visit only. */
  public static final int FRESH = 4;

  /** Sum of 1/d; before the visit only. */
  public static final int BEFORE = 5;

  /** The number of sums. */
  public static final int SUMS = 6;

  private long[] hashes; // by number; there may be room for more
  private int numbers;
  private float[] sums = {}; // by number, an item's sums adjacent

  /** By number: steps back to the item in the visitor's session, 0 if it is not part of it. */
  int[] steps = {};

  /**
   * By number: one more than the last session that counted the item, because a session may hold it
   * twice.
   */
  int[] counted = {};

  private float similarity;
  private float cubed;
  private float fade;
  private boolean onWay;
  private int followed;

  /**
   * Starts an item.
   *
   * @param dictionary hashes by number, must not change while this object is in use
   * @param known how many numbers there are
   */
  void begin(long[] dictionary, int known) {
    hashes = dictionary;
    numbers = known;
    followed = 0;
    if (known > steps.length) {
      int room = Math.max(known, 2 * steps.length);
      sums = new float[SUMS * room];
      steps = new int[room];
      counted = new int[room];
    } else {
      Arrays.fill(sums, 0, SUMS * known, 0);
      Arrays.fill(steps, 0, known, 0);
      Arrays.fill(counted, 0, known, 0);
    }
  }

  /** Starts the next session. */
  void begin(double similarityToVisitor, double freshness, boolean fromSameItem) {
    similarity = (float) similarityToVisitor;
    cubed = similarity * similarity * similarity;
    fade = (float) freshness;
    onWay = fromSameItem;
  }

  /** Adds an item of the session. */
  void add(int number, int place) {
    float weight = place > 0 ? 1f / place : -0.5f / place;
    int at = number * SUMS;
    sums[at + NEAR] += cubed * weight;
    sums[at + PLAIN] += similarity * weight;
    if (place < 0) {
      sums[at + BEFORE] += 2 * weight;
      return;
    }
    sums[at + FRESH] += fade * cubed * weight;
    if (place == 1) {
      followed++;
      sums[at + NEXT]++;
      sums[at + NEXT_ON_WAY] += onWay ? 1 : 0;
    }
  }

  /** The number of items; some may have no sum above 0. */
  public int numbers() {
    return numbers;
  }

  public long hash(int number) {
    return hashes[number];
  }

  public float sum(int sum, int number) {
    return sums[number * SUMS + sum];
  }

  /** The number of sessions that continued after the visit. */
  public int followed() {
    return followed;
  }
}
