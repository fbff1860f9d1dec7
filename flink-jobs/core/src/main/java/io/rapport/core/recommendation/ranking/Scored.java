package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.visit.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The candidates of a visit with their scores, by place. The arrays belong to the {@link Scorer}
 * that made it and are valid until it scores or describes candidates again.
 */
public final class Scored {

  private final ScoredVisit of;
  private final Candidates candidates;
  private final int[] rows;
  private final double[] scores;
  private final int size;
  private final Supplier<Described> described;

  /** A visit to score, with its visitor's shortlist and the knowledge of its site. */
  record ScoredVisit(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {}

  /**
   * Scores of a visit.
   *
   * @param rows of the candidates scored, by place; the first {@code size} count
   * @param scores by place
   * @param described the candidates with their features, computed on demand
   */
  Scored(
      ScoredVisit of,
      Candidates candidates,
      int[] rows,
      double[] scores,
      int size,
      Supplier<Described> described) {
    this.of = of;
    this.candidates = candidates;
    this.rows = rows;
    this.scores = scores;
    this.size = size;
    this.described = described;
  }

  Visit visit() {
    return of.visit();
  }

  Shortlist shortlist() {
    return of.shortlist();
  }

  SiteKnowledge knowledge() {
    return of.knowledge();
  }

  /** All candidates, including those without a score. */
  Candidates candidates() {
    return candidates;
  }

  /** The number of candidates with a score. */
  int size() {
    return size;
  }

  int row(int place) {
    return rows[place];
  }

  double score(int place) {
    return scores[place];
  }

  /** The hash of a candidate's identifier. */
  long hash(int place) {
    return candidates.hash(rows[place]);
  }

  /** Whether one place ranks before another; equal scores are ordered by hash. */
  boolean before(int one, int other) {
    return scores[one] > scores[other] || (scores[one] == scores[other] && hash(one) < hash(other));
  }

  /**
   * Joins a recommendation of these candidates with their features, to learn from the reactions to
   * it.
   */
  public LoggedRecommendation log(Recommended answer) {
    Described all = described.get();
    int[] places = new int[answer.items().size()];
    List<String> ids = new ArrayList<>(places.length);
    for (RankedItem item : answer.items()) {
      int place = all.place(item.itemId());
      places[ids.size()] = place;
      ids.add(place < 0 ? "" : item.itemId());
    }
    Features shown = new Features(places.length);
    shown.select(all.features(), places);
    return new LoggedRecommendation(
        answer.site(),
        answer.visitorId(),
        answer.recommendationId(),
        answer.eventTime(),
        ids,
        BlendExample.pack(shown));
  }
}
