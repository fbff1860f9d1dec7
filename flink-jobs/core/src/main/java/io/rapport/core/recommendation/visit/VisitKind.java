package io.rapport.core.recommendation.visit;

/** The kind of a visit, which decides what is done with it. */
public enum VisitKind {
  /** Answered and learned. */
  LEARNED,
  /** Answered only: the visit of a bot, or of a visitor who may not be learned from. */
  ANSWERED,
  /** Learned before and now retracted, because the visitor is erased; it is not answered. */
  RETRACTED
}
