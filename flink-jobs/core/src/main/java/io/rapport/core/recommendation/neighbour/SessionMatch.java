package io.rapport.core.recommendation.neighbour;

import java.util.Arrays;

/**
 * What the sessions of an item say of other items, by number in the item's dictionary: sums over
 * the sessions, each as like the visitor's as {@link SessionMemory} finds. The distance of an item
 * from the visit is {@code d} steps. Scratch space that is filled anew for every visit; not
 * thread-safe.
 */
public final class SessionMatch {

  /** Sum of likeness cubed, over d; half of it before the visit. */
  public static final int NEAR = 0;

  /** Sum of likeness, over d; half of it before the visit. */
  public static final int PLAIN = 1;

  /** How often the item followed at once. */
  public static final int NEXT = 2;

  /** The same, of the sessions that came from where the visitor comes from. */
  public static final int NEXT_ON_WAY = 3;

  /** Sum of likeness cubed, over d, by the session's freshness; after the visit only. */
  public static final int FRESH = 4;

  /** Sum of one over d; before the visit only. */
  public static final int BEFORE = 5;

  /** How many sums there are. */
  public static final int SUMS = 6;

  private long[] hashes; // by number; there may be room for more
  private int numbers;
  private float[] sums = {}; // by number, its sums side by side

  /** By number: how far back it stands in the visitor's session, 0 for not at all. */
  int[] steps = {};

  /** By number: the last session it was counted of, plus one: one may hold it twice. */
  int[] counted = {};

  private float likeness;
  private float cubed;
  private float fade;
  private boolean onWay;
  private int followed;

  /**
   * Begins with an item.
   *
   * @param dictionary the hashes of its numbers, not to be changed while this is used
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

  /** Goes on with the next session. */
  void begin(double likenessToVisitor, double freshness, boolean fromSameItem) {
    likeness = (float) likenessToVisitor;
    cubed = likeness * likeness * likeness;
    fade = (float) freshness;
    onWay = fromSameItem;
  }

  /** Adds an item of the session. */
  void add(int number, int place) {
    float weight = place > 0 ? 1f / place : -0.5f / place;
    int at = number * SUMS;
    sums[at + NEAR] += cubed * weight;
    sums[at + PLAIN] += likeness * weight;
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

  /** How many items there are; some may have no sum above 0. */
  public int numbers() {
    return numbers;
  }

  public long hash(int number) {
    return hashes[number];
  }

  public float sum(int sum, int number) {
    return sums[number * SUMS + sum];
  }

  /** How many sessions went on to another item. */
  public int followed() {
    return followed;
  }
}
