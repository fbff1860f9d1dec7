package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import java.util.List;

/** Says why an item is recommended: whose neighbour it is, and by which source. */
final class Explainer {

  private static final CandidateSource[] SOURCES = CandidateSource.values();

  private final RankingSettings settings;
  private final Candidates candidates;
  private final FixedBlend fixed;

  // What contributes to an item: scratch, because there are twenty an event.
  private final double[] shares;
  private final String[] items;
  private final CandidateSource[] sources;
  private int parts;
  private double sum; // of the shares

  Explainer(RankingSettings settings, Candidates candidates, FixedBlend fixed) {
    this.settings = settings;
    this.candidates = candidates;
    this.fixed = fixed;
    int most = settings.cachedReplies() * SOURCES.length;
    this.shares = new double[most];
    this.items = new String[most];
    this.sources = new CandidateSource[most];
  }

  /** The shares are those of the evidence: of the sources' scores, each scaled to its greatest. */
  RankedItem explain(int row, double score, String category) {
    gather(row);
    String id = candidates.id(row);
    if (parts == 0) {
      Reason revisit = new Reason(id, CandidateSource.REVISIT, 1);
      return new RankedItem(id, score, CandidateSource.REVISIT, List.of(revisit), category);
    }
    return new RankedItem(id, score, greatest(), strongest(), category);
  }

  private void gather(int row) {
    parts = 0;
    sum = 0;
    List<String> contexts = candidates.contexts();
    for (int i = 0; i < contexts.size(); i++) {
      String context = contexts.get(i);
      add(context, CandidateSource.CO_OCCURRENCE, fixed.similarityPart(candidates, row, i));
      add(context, CandidateSource.SESSION_NEIGHBOURS, fixed.nearPart(candidates, row, i));
      if (candidates.extras.any()) {
        add(context, CandidateSource.CONTENT, fixed.contentPart(candidates, row, i));
        add(context, CandidateSource.BOUGHT_TOGETHER, fixed.boughtPart(candidates, row, i));
      }
    }
  }

  private void add(String item, CandidateSource source, double share) {
    if (share > 0) {
      shares[parts] = share;
      items[parts] = item;
      sources[parts++] = source;
      sum += share;
    }
  }

  /** The source that contributed most; of equal ones the first. */
  private CandidateSource greatest() {
    CandidateSource greatest = sources[0];
    double most = 0;
    for (CandidateSource source : SOURCES) {
      double of = 0;
      for (int part = 0; part < parts; part++) {
        of += sources[part] == source ? shares[part] : 0;
      }
      if (of > most) {
        most = of;
        greatest = source;
      }
    }
    return greatest;
  }

  /** Of equal shares the first of them. Takes them away. */
  private List<Reason> strongest() {
    Reason[] strongest = new Reason[Math.min(settings.reasons(), parts)];
    for (int i = 0; i < strongest.length; i++) {
      int best = 0;
      for (int part = 1; part < parts; part++) {
        best = shares[part] > shares[best] ? part : best;
      }
      strongest[i] = new Reason(items[best], sources[best], shares[best] / sum);
      shares[best] = 0;
    }
    return List.of(strongest);
  }
}
