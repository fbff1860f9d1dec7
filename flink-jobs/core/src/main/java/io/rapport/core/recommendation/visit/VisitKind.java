package io.rapport.core.recommendation.visit;

/** What is to be made of a visit. */
public enum VisitKind {
  /** It is answered and counted. */
  LEARNED,
  /** It is answered only: a bot's, or one of a visitor who is not to be learned from. */
  ANSWERED,
  /** It was learned and is taken back, because the visitor is erased; nobody is answered. */
  RETRACTED
}
