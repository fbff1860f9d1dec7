package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.FixedBlend;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import java.util.List;

/** Explains a recommended item by the items and sources that contributed to its score. */
final class Explainer {

  private static final CandidateSource[] SOURCES = CandidateSource.values();

  private final RankingSettings settings;
  private final FixedBlend fixed;

  // Scratch: the contributions to one item; allocated once, because an event explains some twenty
  // items.
  private final double[] shares;
  private final String[] items;
  private final CandidateSource[] sources;

  Explainer(RankingSettings settings, FixedBlend fixed) {
    this.settings = settings;
    this.fixed = fixed;
    int most = settings.cachedReplies() * SOURCES.length;
    this.shares = new double[most];
    this.items = new String[most];
    this.sources = new CandidateSource[most];
  }

  /**
   * The ranked item with its reasons. Shares are of the sources' scores, each scaled to its
   * greatest.
   */
  RankedItem explain(Candidates candidates, int row, double score, String category) {
    int parts = gather(candidates, row);
    String id = candidates.id(row);
    if (parts == 0) {
      Reason revisit = new Reason(id, CandidateSource.REVISIT, 1);
      return new RankedItem(id, score, CandidateSource.REVISIT, List.of(revisit), category);
    }
    return new RankedItem(id, score, greatest(parts), strongest(parts), category);
  }

  /** Collects the contributions to a candidate; returns their number. */
  private int gather(Candidates candidates, int row) {
    int parts = 0;
    boolean textsOrOrders = candidates.contentColumns().any();
    List<String> contexts = candidates.contexts();
    for (int i = 0; i < contexts.size(); i++) {
      String context = contexts.get(i);
      double similar = fixed.similarityPart(candidates, row, i);
      parts = add(parts, context, CandidateSource.CO_OCCURRENCE, similar);
      double near = fixed.nearPart(candidates, row, i);
      parts = add(parts, context, CandidateSource.SESSION_NEIGHBOURS, near);
      if (textsOrOrders) {
        double content = fixed.contentPart(candidates, row, i);
        parts = add(parts, context, CandidateSource.CONTENT, content);
        double bought = fixed.boughtPart(candidates, row, i);
        parts = add(parts, context, CandidateSource.BOUGHT_TOGETHER, bought);
      }
    }
    return parts;
  }

  /** Adds a contribution above 0; returns the number of contributions. */
  private int add(int parts, String item, CandidateSource source, double share) {
    if (share > 0) {
      shares[parts] = share;
      items[parts] = item;
      sources[parts] = source;
      return parts + 1;
    }
    return parts;
  }

  /** The source that contributed most; of equal ones the first. */
  private CandidateSource greatest(int parts) {
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

  /** The reasons with the greatest shares; of equal ones the first. Overwrites the shares. */
  private List<Reason> strongest(int parts) {
    double sum = 0;
    for (int part = 0; part < parts; part++) {
      sum += shares[part];
    }
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
