package io.rapport.core.recommendation.blend;

import java.util.Arrays;
import java.util.List;

/**
 * The features of a candidate that the learned blend weighs. Their order is part of the format of
 * models and of examples: append a new one, in the last group. "It" is the candidate; "log" is the
 * natural logarithm, of a count {@code ln(1 + count)}.
 */
public enum Feature {
  /** Log of the similarities to the session's items, decayed by step and summed. */
  SIMILARITY(Group.CO_OCCURRENCE),
  /** Log of the similarity to the visit's item. */
  LAST_SIMILARITY(Group.CO_OCCURRENCE),
  /** Log of the similarity to the item before the visit's item. */
  PREVIOUS_SIMILARITY(Group.CO_OCCURRENCE),
  /**
   * Log of the number of times it preceded the visit's item, each divided by the distance in steps.
   */
  BEFORE(Group.SESSIONS),
  /** Log of the number of times it directly followed the visit's item. */
  NEXT(Group.SESSIONS),
  /** Log of the number of times it directly followed the item before the visit's item. */
  NEXT_AFTER_PREVIOUS(Group.SESSIONS),
  /** Log of its smoothed share among the direct successors of the visit's item. */
  NEXT_SHARE_LOG(Group.SESSIONS),
  /**
   * Log of the summed similarity of the sessions that hold it, each divided by the distance in
   * steps.
   */
  PLAIN_NEIGHBOURS(Group.SESSIONS),
  /** Log of its share in the cubed similarity of the sessions that hold a candidate. */
  NEIGHBOURS(Group.SESSIONS),
  /**
   * Log of the number of times it directly followed the visit's item in sessions that came from the
   * same previous item.
   */
  NEXT_ON_WAY(Group.SESSIONS),
  /**
   * Log of the cubed similarity, weighted by freshness, of the sessions that hold it after the
   * visit's item.
   */
  FRESH_NEIGHBOURS(Group.SESSIONS),
  /** 1 for the visit's item. */
  CURRENT(Group.REVISIT),
  /** 1 for the item touched one step before, unless it is the visit's item. */
  ONE_STEP_AGO(Group.REVISIT),
  /** 1 for an item of the session other than the visit's item. */
  EARLIER_IN_SESSION(Group.REVISIT),
  /** Log of the number of times it occurs in the session. */
  TIMES_IN_SESSION(Group.REVISIT),
  /** {@code 1 / (1 + steps since the session last held it)}; 0 outside the session. */
  RECENCY(Group.REVISIT),
  /** Log of its decayed number of visits. */
  POPULARITY(Group.CO_OCCURRENCE),
  /** Log of the reciprocal rank by similarity to the visit's item. */
  SIMILARITY_RANK(Group.CO_OCCURRENCE),
  /** Log of the reciprocal rank by {@link #NEIGHBOURS}. */
  NEIGHBOURS_RANK(Group.SESSIONS),
  /**
   * Summed similarity of the sessions of earlier items that hold it, each item's relative to its
   * best candidate.
   */
  EARLIER_NEIGHBOURS(Group.SESSIONS),
  /** Log of the similarity to the visit's item divided by the root of both items' visits. */
  SIMILARITY_BY_VISITS(Group.CO_OCCURRENCE),
  /** Log of its share among the direct successors of earlier items. */
  NEXT_AFTER_EARLIER(Group.SESSIONS),
  /**
   * Log of the number of items in the session before the visit's item; the same for all candidates.
   */
  SESSION_LENGTH(Group.VISIT),
  /** Log of the decayed visits of the visit's item; the same for all candidates. */
  ITEM_VISITS(Group.VISIT),
  /** Its share among the direct successors of the visit's item. */
  NEXT_SHARE(Group.SESSIONS),
  /**
   * Its share as in {@link #NEIGHBOURS}, without the logarithm, for an item of the session; 0 for
   * others.
   */
  REVISITED_NEIGHBOURS(Group.REVISIT),
  /** Times it directly followed the visit's item, as a share of those and {@link #BEFORE}. */
  NEXT_OVER_BEFORE(Group.SESSIONS),
  /** Dot product of its embedding with the mean embedding of the session. */
  EMBEDDING_PRODUCT(Group.EMBEDDING),
  /** Damped cosine between its embedding and that of the visit's item. */
  EMBEDDING_COSINE(Group.EMBEDDING),
  /** Reciprocal of its rank by recency among the items touched before the session. */
  TOUCHED(Group.REMEMBERED),
  /** Log of the hours since it was touched before the session. */
  TOUCHED_AGE(Group.REMEMBERED),
  /** 1 for an item in the cart or on the wish list. */
  SAVED(Group.REMEMBERED),
  /** Similarity of its text to that of the visit's item, from 0 to 1. */
  TEXT_SIMILARITY_LAST(Group.TEXTS_AND_ORDERS),
  /**
   * Greatest similarity of its text to that of a session item, less for earlier items, from 0 to 1.
   */
  TEXT_SIMILARITY(Group.TEXTS_AND_ORDERS),
  /** Log of the greatest share of a session item's orders that hold it, less for earlier items. */
  BOUGHT_TOGETHER(Group.TEXTS_AND_ORDERS);

  /** The sources of features. */
  public enum Group {
    /** Counts of pairs of items and of single items. */
    CO_OCCURRENCE,
    /** Other visitors' sessions that hold the session's items. */
    SESSIONS,
    /** The candidate's place in the visitor's own session. */
    REVISIT,
    /** The visit itself: context for the hidden units that cannot tell candidates apart. */
    VISIT,
    /** The items' embeddings. */
    EMBEDDING,
    /** The items the visitor touched before the session or saved; often none. */
    REMEMBERED,
    /** The items' texts, and orders of several items; often none. */
    TEXTS_AND_ORDERS
  }

  /** The number of features. */
  public static final int COUNT = values().length;

  /** The number of features before those of texts and orders, which come last. */
  public static final int WITHOUT_TEXTS_AND_ORDERS = before(Group.TEXTS_AND_ORDERS);

  /** The number of features before those remembered of the visitor, of texts and of orders. */
  public static final int WITHOUT_REMEMBERED = before(Group.REMEMBERED);

  private final Group group;

  Feature(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

  /** The index of its column. */
  @SuppressWarnings("EnumOrdinal") // The order is the format.
  int column() {
    return ordinal();
  }

  /** The features of a group, in order. */
  public static List<Feature> of(Group group) {
    return Arrays.stream(values()).filter(feature -> feature.group == group).toList();
  }

  private static int before(Group group) {
    return of(group).get(0).column();
  }
}
