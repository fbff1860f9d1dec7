package io.rapport.core.recommendation.blend;

import java.util.Arrays;
import java.util.List;

/**
 * The features of a candidate that the learned blend weighs. Their order is part of the format of
 * models and of examples: a further one is added at the end, and its group is the last. "Log" is
 * the natural logarithm; of counts it is taken of one more.
 */
public enum Feature {
  /** Log of the similarities to the session's items, decayed by step and added up. */
  SIMILARITY(Group.CO_OCCURRENCE),
  /** Log of the similarity to the visit's item. */
  LAST_SIMILARITY(Group.CO_OCCURRENCE),
  /** Log of the similarity to the item before the visit's. */
  PREVIOUS_SIMILARITY(Group.CO_OCCURRENCE),
  /** Log of how often it came before the visit's item, each time over the distance in steps. */
  BEFORE(Group.SESSIONS),
  /** Log of how often it followed the visit's item at once. */
  NEXT(Group.SESSIONS),
  /** Log of how often it followed the item before the visit's at once. */
  NEXT_AFTER_PREVIOUS(Group.SESSIONS),
  /** Log of its share in what followed the visit's item at once, smoothed. */
  NEXT_SHARE_LOG(Group.SESSIONS),
  /** Log of the likeness of the sessions that hold it, over the distance in steps. */
  PLAIN_NEIGHBOURS(Group.SESSIONS),
  /** Log of its share in the likeness, cubed, of the sessions that hold a candidate. */
  NEIGHBOURS(Group.SESSIONS),
  /** Log of how often it followed the visit's item in sessions that came from the same item. */
  NEXT_ON_WAY(Group.SESSIONS),
  /** Log of the likeness, cubed and by freshness, of the sessions that hold it afterwards. */
  FRESH_NEIGHBOURS(Group.SESSIONS),
  /** 1 for the visit's item. */
  CURRENT(Group.REVISIT),
  /** 1 for the item touched one step before, unless it is the visit's. */
  ONE_STEP_AGO(Group.REVISIT),
  /** 1 for an item of the session that is not the visit's. */
  EARLIER_IN_SESSION(Group.REVISIT),
  /** Log of how often the session holds it. */
  TIMES_IN_SESSION(Group.REVISIT),
  /** One over the steps since the session last held it, plus one; 0 outside the session. */
  RECENCY(Group.REVISIT),
  /** Log of its decayed number of visits. */
  POPULARITY(Group.CO_OCCURRENCE),
  /** Log of the reciprocal rank by the similarity to the visit's item. */
  SIMILARITY_RANK(Group.CO_OCCURRENCE),
  /** Log of the reciprocal rank by {@link #NEIGHBOURS}. */
  NEIGHBOURS_RANK(Group.SESSIONS),
  /** Likeness of the sessions of earlier items that hold it, relative to the best each. */
  EARLIER_NEIGHBOURS(Group.SESSIONS),
  /** Log of the similarity to the visit's item over the root of both items' visits. */
  SIMILARITY_BY_VISITS(Group.CO_OCCURRENCE),
  /** Log of its share in what followed earlier items at once. */
  NEXT_AFTER_EARLIER(Group.SESSIONS),
  /** Log of the items in the session before this one; the same for all candidates. */
  SESSION_LENGTH(Group.VISIT),
  /** Log of the decayed visits of the visit's item; the same for all candidates. */
  ITEM_VISITS(Group.VISIT),
  /** Its share in what followed the visit's item at once. */
  NEXT_SHARE(Group.SESSIONS),
  /** Its share as in {@link #NEIGHBOURS}, itself, for an item of the session; 0 for others. */
  REVISITED_NEIGHBOURS(Group.REVISIT),
  /** How often it followed the visit's item at once, as a share of that and {@link #BEFORE}. */
  NEXT_OVER_BEFORE(Group.SESSIONS),
  /** Product of its vector with the mean vector of the session. */
  EMBEDDING_PRODUCT(Group.EMBEDDING),
  /** Damped cosine between its vector and that of the visit's item. */
  EMBEDDING_COSINE(Group.EMBEDDING),
  /** Reciprocal of its place among what was touched before the session, by age. */
  TOUCHED(Group.REMEMBERED),
  /** Log of the hours since it was touched before the session. */
  TOUCHED_AGE(Group.REMEMBERED),
  /** 1 for what is in the cart or on the wish list. */
  SAVED(Group.REMEMBERED),
  /** Similarity of its text to that of the visit's item, from 0 to 1. */
  TEXT_SIMILARITY_LAST(Group.TEXTS_AND_ORDERS),
  /** Greatest similarity of its text to one of the session, the earlier the less, from 0 to 1. */
  TEXT_SIMILARITY(Group.TEXTS_AND_ORDERS),
  /** Log of the greatest share of an item's orders that hold it, the earlier the less. */
  BOUGHT_TOGETHER(Group.TEXTS_AND_ORDERS);

  /** The sources of features. */
  public enum Group {
    /** Counts of pairs of items, and of items. */
    CO_OCCURRENCE,
    /** The sessions of other visitors that hold the session's items. */
    SESSIONS,
    /** The place of the candidate in the visitor's own session. */
    REVISIT,
    /** The visit itself: tells the units what they rank, and cannot tell candidates apart. */
    VISIT,
    /** The items' vectors. */
    EMBEDDING,
    /** What the visitor touched before the session or saved; often nothing. */
    REMEMBERED,
    /** The texts of items and orders that hold several; often nothing. */
    TEXTS_AND_ORDERS
  }

  /** The number of features. */
  public static final int COUNT = values().length;

  /** The number of features without those of texts and orders, which come last. */
  public static final int WITHOUT_TEXTS_AND_ORDERS = before(Group.TEXTS_AND_ORDERS);

  /** The number of features without what is remembered of the visitor, texts and orders. */
  public static final int WITHOUT_REMEMBERED = before(Group.REMEMBERED);

  private final Group group;

  Feature(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

  /** The place of its column. */
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
