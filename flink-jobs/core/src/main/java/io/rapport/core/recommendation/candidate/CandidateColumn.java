package io.rapport.core.recommendation.candidate;

import io.rapport.core.recommendation.neighbour.SessionMatch;

/**
 * The columns of a candidate in {@link Candidates}. They are plain numbers, because the innermost
 * loops use them as offsets. All are 0 where nothing is known.
 */
public final class CandidateColumn {

  /** Similarity to the visit's item. */
  public static final int LAST = 0;

  /** Similarity to the item before the visit's item. */
  public static final int PREVIOUS = 1;

  /** Decayed number of the candidate's visits. */
  public static final int POPULARITY = 2;

  /** {@link SessionMatch#NEAR} of the visit's item. */
  public static final int NEAR = 3;

  /** {@link SessionMatch#PLAIN} of the visit's item. */
  public static final int PLAIN = 4;

  /** {@link SessionMatch#NEXT} of the visit's item. */
  public static final int NEXT = 5;

  /** {@link SessionMatch#NEXT_ON_WAY} of the visit's item. */
  public static final int ON_WAY = 6;

  /** {@link SessionMatch#FRESH} of the visit's item. */
  public static final int FRESH = 7;

  /** {@link SessionMatch#BEFORE} of the visit's item. */
  public static final int BEFORE = 8;

  /** {@link SessionMatch#NEXT} of the item before the visit's item. */
  public static final int NEXT_AFTER_PREVIOUS = 9;

  /** Sum of {@link SessionMatch#NEAR} of earlier items, each relative to its best candidate. */
  public static final int NEAR_EARLIER = 10;

  /** Share of the candidate among the direct successors of earlier items, less for earlier ones. */
  public static final int NEXT_EARLIER = 11;

  /** Number of times the visitor's session holds the candidate. */
  public static final int TIMES = 12;

  /** Steps since the session last held the candidate; 0 for the visit's item. */
  public static final int AGO = 13;

  /** Sum of the similarities to the session's items, decayed by step. */
  public static final int SIMILARITY = 14;

  /** Reciprocal rank by recency, from 1, among the items touched before the session. */
  public static final int TOUCHED = 15;

  /** Logarithm of the hours since the candidate was touched before the session. */
  public static final int TOUCHED_AGE = 16;

  /** 1 for an item in the cart or on the wish list, by the session or before. */
  public static final int SAVED = 17;

  /** The number of columns. */
  static final int COUNT = 18;

  private CandidateColumn() {}
}
