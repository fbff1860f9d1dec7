package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The rankers of a job, one a set of candidate sources, made when first asked for. */
final class RankersBySources {

  /** More sets of sources than this are not ranked apart; a site's experiments bound them too. */
  private static final int MOST_RANKERS = 16;

  private final RecommendationSettings settings;
  private final Ranker usual;
  private final Map<Set<CandidateSource>, Ranker> bySources = new HashMap<>();

  RankersBySources(RecommendationSettings settings) {
    this.settings = settings;
    this.usual = new Ranker(settings);
  }

  /** The ranker of all sources the job uses. */
  Ranker usual() {
    return usual;
  }

  /**
   * The ranker of some sources.
   *
   * @param wanted empty for all; those the job does not use are left out
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
