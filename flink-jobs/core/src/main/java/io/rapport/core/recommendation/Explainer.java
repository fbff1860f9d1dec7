package io.rapport.core.recommendation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Says why an item is recommended: whose neighbour it is, and by which source. */
final class Explainer {

  private static final CandidateSource[] SOURCES = CandidateSource.values();

  private final RankingSettings settings;
  private final Candidates candidates;
  private final FixedBlend fixed;

  Explainer(RankingSettings settings, Candidates candidates, FixedBlend fixed) {
    this.settings = settings;
    this.candidates = candidates;
    this.fixed = fixed;
  }

  /** The shares are those of the evidence: of the sources' scores, each scaled to its greatest. */
  RankedItem explain(int row, double score) {
    List<String> contexts = candidates.contexts();
    List<Reason> parts = new ArrayList<>(2 * contexts.size());
    for (int i = 0; i < contexts.size(); i++) {
      String context = contexts.get(i);
      double co = fixed.similarityPart(candidates, row, i);
      add(parts, context, CandidateSource.CO_OCCURRENCE, co);
      double near = fixed.nearPart(candidates, row, i);
      add(parts, context, CandidateSource.SESSION_NEIGHBOURS, near);
      if (candidates.extras.any()) {
        double content = fixed.contentPart(candidates, row, i);
        add(parts, context, CandidateSource.CONTENT, content);
        double bought = fixed.boughtPart(candidates, row, i);
        add(parts, context, CandidateSource.BOUGHT_TOGETHER, bought);
      }
    }
    String id = candidates.id(row);
    if (parts.isEmpty()) {
      Reason revisit = new Reason(id, CandidateSource.REVISIT, 1);
      return new RankedItem(id, score, CandidateSource.REVISIT, List.of(revisit));
    }
    double sum = 0;
    for (Reason part : parts) {
      sum += part.share();
    }
    return new RankedItem(id, score, greatest(parts), strongest(parts, sum));
  }

  /** The source that contributed most; of equal ones the first. */
  private static CandidateSource greatest(List<Reason> parts) {
    CandidateSource greatest = null;
    double most = 0;
    for (CandidateSource source : SOURCES) {
      double sum = 0;
      for (Reason part : parts) {
        sum += part.source() == source ? part.share() : 0;
      }
      if (sum > most) {
        most = sum;
        greatest = source;
      }
    }
    return greatest;
  }

  private static void add(List<Reason> parts, String item, CandidateSource source, double part) {
    if (part > 0) {
      parts.add(new Reason(item, source, part));
    }
  }

  /** Of equal shares the first of them. A handful is chosen of a handful, twenty times an event. */
  private List<Reason> strongest(List<Reason> parts, double sum) {
    int most = Math.min(settings.reasons(), parts.size());
    List<Reason> strongest = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      int best = 0;
      for (int j = 1; j < parts.size(); j++) {
        best = parts.get(j).share() > parts.get(best).share() ? j : best;
      }
      Reason part = parts.remove(best);
      strongest.add(new Reason(part.itemId(), part.source(), part.share() / sum));
    }
    return Collections.unmodifiableList(strongest);
  }
}
