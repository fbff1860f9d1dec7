package io.rapport.jobs.recommendation.state;

/**
 * The operator uids and state names of the recommendation job. Savepoints hold them: never rename
 * one.
 */
public final class RecommendationUids {

  /** The domain of the metrics, below {@code rapport}. */
  public static final String DOMAIN = "recommendation";

  public static final String HISTORY = "recommendation-history";
  public static final String ITEMS = "recommendation-items";
  public static final String NEIGHBOURS = "recommendation-neighbours";
  public static final String TRENDING = "recommendation-trending";
  public static final String RANKING = "recommendation-ranking";

  public static final String FEEDBACK = "recommendation-feedback";
  public static final String TRAINER = "recommendation-trainer";
  public static final String AVAILABILITY = "recommendation-availability";
  public static final String REACTIONS = "recommendation-reactions";
  public static final String EMBEDDING_EXAMPLES = "recommendation-embedding-examples";
  public static final String TRENDS = "recommendation-trends";
  public static final String BLENDS = "recommendation-blends";
  public static final String EMBEDDINGS = "recommendation-embeddings";
  public static final String KNOWN_EMBEDDINGS = "recommendation-known-embeddings";

  public static final String HISTORY_STATE = "history";
  public static final String CARD_STATE = "card";
  public static final String LIST_STATE = "neighbours";
  public static final String TRENDING_STATE = "trending";
  public static final String SHORTLIST_STATE = "shortlist";
  public static final String SHOWN_STATE = "shown";
  public static final String UNAVAILABLE_PAGES_STATE = "unavailable-pages";
  public static final String KNOWN_TRENDING_STATE = "trending-lists";

  public static final String SITE_RULES = "recommendation-site-rules";
  public static final String ATTRIBUTES = "recommendation-attributes";
  public static final String PURCHASES = "recommendation-purchases";
  public static final String STATUS = "recommendation-status";
  public static final String CUSTOMER_SEGMENTS = "recommendation-customer-segments";
  public static final String ACCOUNT_PURCHASES = "recommendation-account-purchases";
  public static final String CUSTOMER_PURCHASES = "recommendation-customer-purchases";
  public static final String PERSONS = "recommendation-persons";
  public static final String OWNER_CHANGES = "recommendation-owner-changes";
  public static final String OWNERS = "recommendation-owners";
  public static final String ERASURES = "recommendation-erasures";
  public static final String ORDERS = "recommendation-orders";
  public static final String RETRACTED_ORDERS = "recommendation-retracted-orders";
  public static final String VARIANTS = "recommendation-variants";
  public static final String EXPERIMENTS = "recommendation-experiments";
  public static final String EXPOSURE_TALLY = "recommendation-exposure-tally";
  public static final String EXPOSURE_ON_TIME = "recommendation-exposure-on-time";
  public static final String EXPOSURE = "recommendation-exposure";

  public static final String RULES_STATE = "rules";
  public static final String ITEM_PAGES_STATE = "item-pages";
  public static final String CATEGORIES_STATE = "categories";
  public static final String BRANDS_STATE = "brands";
  public static final String LEVELS_STATE = "popularity-levels";
  public static final String STATUS_STATE = "status";
  public static final String EXPERIMENT_STATE = "experiment";

  public static final String BLEND_STATE = "blends";
  public static final String FEEDBACK_STATE = "feedback";
  public static final String TRAINER_STATE = "trainer";
  public static final String EMBEDDINGS_STATE = "embeddings";
  public static final String EMBEDDING_PAGES_STATE = "embedding-pages";

  public static final String TEXTS = "recommendation-texts";
  public static final String BUCKETS = "recommendation-buckets";
  public static final String COMPARE = "recommendation-compare";
  public static final String PARTNERS = "recommendation-partners";
  public static final String BASKETS = "recommendation-baskets";
  public static final String SITE_ORDERS = "recommendation-site-orders";
  public static final String ITEM_ORDERS = "recommendation-item-orders";

  public static final String TEXT_STATE = "text";
  public static final String BUCKET_STATE = "bucket";
  public static final String VECTOR_STATE = "vector";
  public static final String PARTNERS_STATE = "partners";
  public static final String BASKET_STATE = "basket";
  public static final String SITE_ORDERS_STATE = "site-orders";
  public static final String ITEM_ORDERS_STATE = "item-orders";

  private RecommendationUids() {}
}
