package io.rapport.jobs.support;

/** The operator uids and state names of the support job. Savepoints hold them: never rename one. */
final class SupportUids {

  /** The domain of the metrics, below {@code rapport}. */
  static final String DOMAIN = "support";

  static final String ARTICLES = "support-articles";
  static final String MODELS = "support-models";
  static final String TRIAGE = "support-triage";
  static final String TRAINER = "support-trainer";
  static final String TICKETS = "support-tickets";
  static final String MENTIONS = "support-mentions";
  static final String PERSONS = "support-persons";
  static final String ERASED = "support-erased";

  static final String TICKET_STATE = "ticket";
  static final String PERSON_STATE = "person-tickets";
  static final String ARTICLE_STATE = "articles";
  static final String MODEL_STATE = "models";
  static final String TRAINER_STATE = "trainer";
  static final String ANSWERS_STATE = "answers";
  static final String SHARDS_STATE = "shards";
  static final String SLOTS_STATE = "reservoir";
  static final String PUBLISHED_STATE = "published";
  static final String PUBLICATION_TIMERS = "publication";

  private SupportUids() {}
}
