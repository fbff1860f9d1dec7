package io.rapport.jobs.recommendation;

/**
 * Operator uids and state names of the recommendation job. Savepoints hold them: never rename one.
 */
final class RecommendationUids {

  static final String HISTORY = "recommendation-history";
  static final String ITEMS = "recommendation-items";
  static final String NEIGHBOURS = "recommendation-neighbours";
  static final String TRENDING = "recommendation-trending";
  static final String RANKING = "recommendation-ranking";

  static final String FEEDBACK = "recommendation-feedback";
  static final String TRAINER = "recommendation-trainer";
  static final String SHELF_UPDATES = "recommendation-shelf-updates";
  static final String REACTIONS = "recommendation-reactions";
  static final String EMBEDDING_EXAMPLES = "recommendation-embedding-examples";
  static final String OUTCOMES = "recommendation-outcomes";
  static final String TRENDS = "recommendation-trends";
  static final String BLENDS = "recommendation-blends";
  static final String EMBEDDINGS = "recommendation-embeddings";
  static final String SHELF_EMBEDDINGS = "recommendation-shelf-embeddings";

  static final String HISTORY_STATE = "history";
  static final String CARD_STATE = "card";
  static final String LIST_STATE = "neighbours";
  static final String TRENDING_STATE = "trending";
  static final String SHORTLIST_STATE = "shortlist";
  static final String SHOWN_STATE = "shown";
  static final String UNAVAILABLE_PAGES_STATE = "unavailable-pages";
  static final String SHELF_TRENDING_STATE = "shelf-trending";

  static final String SITE_RULES = "recommendation-site-rules";
  static final String ATTRIBUTES = "recommendation-attributes";
  static final String PURCHASES = "recommendation-purchases";
  static final String STANDING = "recommendation-standing";
  static final String STANDING_CHANGES = "recommendation-standing-changes";
  static final String ERASURES = "recommendation-erasures";
  static final String ORDERS = "recommendation-orders";
  static final String RETRACTED_ORDERS = "recommendation-retracted-orders";
  static final String VARIANTS = "recommendation-variants";
  static final String EXPERIMENTS = "recommendation-experiments";
  static final String EXPOSURE_TALLY = "recommendation-exposure-tally";
  static final String EXPOSURE = "recommendation-exposure";

  static final String RULES_STATE = "rules";
  static final String ITEM_PAGES_STATE = "shelf-item-pages";
  static final String CATEGORIES_STATE = "shelf-categories";
  static final String BRANDS_STATE = "shelf-brands";
  static final String LEVELS_STATE = "shelf-levels";
  static final String STANDING_STATE = "standing";
  static final String EXPERIMENT_STATE = "experiment";
  static final String EXPERIMENT_EXPIRY_STATE = "experiment-expiry";

  static final String BLEND_STATE = "blends";
  static final String FEEDBACK_STATE = "feedback";
  static final String TRAINER_STATE = "trainer";
  static final String EMBEDDINGS_STATE = "embeddings";
  static final String SHELF_EMBEDDING_PAGES_STATE = "shelf-embedding-pages";

  static final String TEXTS = "recommendation-texts";
  static final String BUCKETS = "recommendation-buckets";
  static final String COMPARE = "recommendation-compare";
  static final String PARTNERS = "recommendation-partners";
  static final String BASKETS = "recommendation-baskets";
  static final String SITE_ORDERS = "recommendation-site-orders";
  static final String ITEM_ORDERS = "recommendation-item-orders";

  static final String TEXT_STATE = "text";
  static final String BUCKET_STATE = "bucket";
  static final String VECTOR_STATE = "vector";
  static final String PARTNERS_STATE = "partners";
  static final String BASKET_STATE = "basket";
  static final String SITE_ORDERS_STATE = "site-orders";
  static final String ITEM_ORDERS_STATE = "item-orders";

  // Of earlier versions: what they hold is moved to the pages of the same.
  static final String UNAVAILABLE_STATE = "unavailable";
  static final String ITEMS_STATE = "shelf-items";
  static final String SHELF_EMBEDDINGS_STATE = "shelf-embeddings";

  private RecommendationUids() {}
}
