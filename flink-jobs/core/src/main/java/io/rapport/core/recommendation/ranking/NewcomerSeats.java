package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The last places of a list, reserved for newcomers whose texts are similar to what the visitor
 * looks at.
 */
final class NewcomerSeats {

  private static final int[] NOBODY = {};

  private final int seats;

  NewcomerSeats(RecommendationSettings all) {
    boolean reads = all.uses(CandidateSource.CONTENT);
    this.seats = reads ? Math.min(all.ranking().size(), all.content().newcomers()) : 0;
  }

  /**
   * The rows of the newcomers seated: the most similar ones that did not make the list.
   *
   * @param listed places of the candidates that did; the first {@code found} count
   */
  int[] rows(Scored scored, ItemFilter filter, int[] listed, int found) {
    Candidates candidates = scored.candidates();
    if (seats == 0 || !candidates.contentColumns().anyNewcomer()) {
      return NOBODY;
    }
    return IntStream.range(0, candidates.size())
        .filter(row -> candidates.contentColumns().newcomer(row))
        .filter(row -> !holds(scored, listed, found, row))
        .filter(row -> filter.passes(candidates.hash(row)))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -candidates.contentColumns().content(row))
                .thenComparing(candidates::hash))
        .limit(seats)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static boolean holds(Scored scored, int[] listed, int found, int row) {
    for (int i = 0; i < found; i++) {
      if (scored.row(listed[i]) == row) {
        return true;
      }
    }
    return false;
  }
}
