package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rankers of a job, one for each set of candidate sources, created on first use. */
final class RankersBySources {

  /**
   * The largest number of rankers besides the usual one; when it is reached they are dropped and
   * created anew. A site's experiments bound the sets of sources too.
   */
  private static final int MOST_RANKERS = 16;

  private final RecommendationSettings settings;
  private final Ranker usual;
  private final Map<Set<CandidateSource>, Ranker> bySources = new HashMap<>();

  RankersBySources(RecommendationSettings settings) {
    this.settings = settings;
    this.usual = new Ranker(settings);
  }

  /** The ranker with all sources that the job uses. */
  Ranker usual() {
    return usual;
  }

  /**
   * The ranker with the given sources.
   *
   * @param wanted empty for all; those the job does not use are ignored
   */
  Ranker of(Set<CandidateSource> wanted) {
    if (wanted.isEmpty()) {
      return usual;
    }
    Set<CandidateSource> sources = new HashSet<>(wanted);
    sources.retainAll(settings.sources());
    Ranker known = bySources.get(sources);
    if (known == null) {
      if (bySources.size() == MOST_RANKERS) {
        bySources.clear();
      }
      known = new Ranker(settings.with(s -> s.sources(sources)));
      bySources.put(sources, known);
    }
    return known;
  }
}
