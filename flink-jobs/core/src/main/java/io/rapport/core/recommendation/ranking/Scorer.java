package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.blend.FeatureExtractor;
import io.rapport.core.recommendation.blend.Features;
import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.candidate.CandidateColumn;
import io.rapport.core.recommendation.candidate.CandidateGenerator;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.stats.TopK;
import java.util.Arrays;

/**
 * Scores the candidates of a visit: all of them by {@link FixedBlend} or, where a blend is learned,
 * the best of them by that. Holds only scratch space between calls, of which its results are views;
 * not thread-safe.
 */
final class Scorer {

  /** Added to the score of an item the visitor touched, so that no limit excludes it. */
  private static final int VISITED = 10;

  private final BlendSettings settings;
  private final CandidateGenerator generator;
  private final FixedBlend fixed;
  private final FeatureExtractor extractor;
  private final Features features;
  private final Features standardised;
  private final double[] scores;
  private final int[] all; // rows: the place of each is its row
  private final int[] best; // rows
  private final long[] order;

  Scorer(RecommendationSettings all) {
    this.settings = all.blend();
    this.generator = new CandidateGenerator(all);
    this.fixed = new FixedBlend(all);
    int described = settings.learned() ? settings.maxCandidates() : 0;
    this.extractor = new FeatureExtractor(described);
    this.features = new Features(described);
    this.standardised = new Features(described);
    this.scores = new double[generator.capacity()];
    this.all = new int[generator.capacity()];
    Arrays.setAll(this.all, row -> row);
    this.best = new int[described];
    this.order = new long[generator.capacity()];
  }

  /** The blend that ranks until one is learned. */
  FixedBlend fixed() {
    return fixed;
  }

  /**
   * Scores the candidates of a visit; the shortlist already holds the reply to it.
   *
   * @param fixedBlend whether to ignore the learned blend
   */
  Scored score(Visit visit, Shortlist shortlist, SiteKnowledge knowledge, boolean fixedBlend) {
    Scored.ScoredVisit of = new Scored.ScoredVisit(visit, shortlist, knowledge);
    Candidates candidates = generator.generate(visit, shortlist);
    BlendModel blend = settings.learned() && !fixedBlend ? knowledge.blend(visit.site()) : null;
    return blend == null ? byFixedBlend(of, candidates) : byBlend(of, candidates, blend);
  }

  /** The scores of a visitor who has no candidates. */
  Scored nothing(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return byFixedBlend(new Scored.ScoredVisit(visit, shortlist, knowledge), generator.none());
  }

  /** The candidates of a visit that a learned blend would rank. */
  Described describe(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    return describe(visit, generator.generate(visit, shortlist), knowledge);
  }

  private Scored byFixedBlend(Scored.ScoredVisit of, Candidates candidates) {
    int size = candidates.size();
    for (int row = 0; row < size; row++) {
      scores[row] = fixed.score(candidates, row);
    }
    return new Scored(
        of, candidates, all, scores, size, () -> describe(of.visit(), candidates, of.knowledge()));
  }

  private Scored byBlend(Scored.ScoredVisit of, Candidates candidates, BlendModel blend) {
    Described described = describe(of.visit(), candidates, of.knowledge());
    standardised.copy(features);
    blend.score(standardised, scores);
    return new Scored(of, candidates, described.rows(), scores, described.size(), () -> described);
  }

  private Described describe(Visit visit, Candidates candidates, SiteKnowledge knowledge) {
    int size = Math.min(candidates.size(), settings.maxCandidates());
    int[] rows = size == candidates.size() ? all : best(candidates);
    extractor.describe(candidates, rows, size, visit, knowledge.embeddings(), features);
    return new Described(candidates, rows, size, features);
  }

  /** The rows of the best candidates by the fixed blend, and of all that the visitor touched. */
  private int[] best(Candidates candidates) {
    int size = candidates.size();
    for (int row = 0; row < size; row++) {
      boolean visited =
          candidates.value(row, CandidateColumn.TIMES) > 0
              || candidates.value(row, CandidateColumn.TOUCHED) > 0;
      float score = (float) fixed.score(candidates, row) + (visited ? VISITED : 0);
      order[row] = ((long) Float.floatToIntBits(score) << 32) | row;
    }
    TopK.first(order, size, best.length);
    for (int i = 0; i < best.length; i++) {
      best[i] = (int) order[i];
    }
    return best;
  }
}
