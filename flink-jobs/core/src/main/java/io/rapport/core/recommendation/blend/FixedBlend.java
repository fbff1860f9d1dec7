package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.candidate.CandidateColumn;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;

/**
 * The blend before any learning: each source scaled to its greatest score. It ranks until a model
 * is learned, and selects the candidates that the model ranks.
 */
public final class FixedBlend {

  private static final double CO_OCCURRENCE = 0.6;
  private static final double SESSIONS = 0.4;

  private static final double CONTENT = 0.2;
  private static final double BOUGHT = 0.4;

  /** Weight of the sessions of earlier items. */
  private static final double EARLIER = 0.25;

  /** Weight of a revisit without other evidence: below all other candidates, the latest first. */
  private static final double REVISIT = 1e-3;

  private final boolean both;
  private final boolean revisits;
  private final boolean coOccurrence;

  public FixedBlend(RecommendationSettings settings) {
    this.coOccurrence = settings.uses(CandidateSource.CO_OCCURRENCE);
    this.revisits = settings.uses(CandidateSource.REVISIT);
    this.both = coOccurrence && settings.uses(CandidateSource.SESSION_NEIGHBOURS);
  }

  /** A candidate's score; the plain similarity if co-occurrence is the only source. */
  public double score(Candidates candidates, int row) {
    return evidence(candidates, row) + (revisits ? REVISIT * recency(candidates, row) : 0);
  }

  private double evidence(Candidates candidates, int row) {
    if (candidates.contentColumns().any()) {
      return CO_OCCURRENCE * (coOccurrence ? similar(candidates, row) : 0)
          + SESSIONS * near(candidates, row)
          + CONTENT * candidates.contentColumns().content(row)
          + BOUGHT * candidates.contentColumns().bought(row);
    }
    if (!both) {
      return coOccurrence
          ? candidates.value(row, CandidateColumn.SIMILARITY)
          : near(candidates, row);
    }
    return CO_OCCURRENCE * similar(candidates, row) + SESSIONS * near(candidates, row);
  }

  /** The contribution of a context item to the score by co-occurrence. */
  public double similarityPart(Candidates candidates, int row, int context) {
    double part = candidates.similarityPart(row, context);
    return part == 0 ? 0 : CO_OCCURRENCE * part / candidates.greatestSimilarity();
  }

  /** The contribution of a context item to the score by its sessions. */
  public double nearPart(Candidates candidates, int row, int context) {
    double part = candidates.nearPart(row, context);
    if (part == 0 || context > 0) {
      return SESSIONS * EARLIER * part;
    }
    return SESSIONS * part / candidates.greatestNear();
  }

  /** The contribution of a context item to the score by its text. */
  public double contentPart(Candidates candidates, int row, int context) {
    return CONTENT * candidates.contentColumns().contentPart(row, context);
  }

  /** The contribution of a context item to the score by its orders. */
  public double boughtPart(Candidates candidates, int row, int context) {
    return BOUGHT * candidates.contentColumns().boughtPart(row, context);
  }

  /**
   * The recency of a touched item: 1 for the visit's item or the one touched last before the
   * session, down to 0.
   */
  private static double recency(Candidates candidates, int row) {
    return candidates.value(row, CandidateColumn.TIMES) > 0
        ? 1 / (1.0 + candidates.value(row, CandidateColumn.AGO))
        : candidates.value(row, CandidateColumn.TOUCHED);
  }

  private static double similar(Candidates candidates, int row) {
    double similarity = candidates.value(row, CandidateColumn.SIMILARITY);
    return similarity == 0 ? 0 : similarity / candidates.greatestSimilarity();
  }

  private static double near(Candidates candidates, int row) {
    double near = candidates.value(row, CandidateColumn.NEAR);
    double earlier = EARLIER * candidates.value(row, CandidateColumn.NEAR_EARLIER);
    return near == 0 ? earlier : near / candidates.greatestNear() + earlier;
  }
}
