package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers visits by the rules of their site: picks the visitor's variants, ranks, and makes one
 * list for all and one for each context that has rules of its own. Where a site has no rules it is
 * the plain {@link Ranker}. Not thread-safe.
 */
public final class RuledRanker {

  /** More sets of sources than this are not ranked apart; a site's experiments bound them too. */
  private static final int MOST_RANKERS = 16;

  private final RecommendationSettings settings;
  private final Ranker usual;
  private final Shortlist nothing;
  private final Explorer explorer;
  private final String version;
  private final Map<Set<CandidateSource>, Ranker> bySources = new HashMap<>();
  private Ranker last; // to have ranked

  public RuledRanker(RecommendationSettings settings) {
    this.settings = settings;
    this.usual = new Ranker(settings);
    this.last = usual;
    this.explorer = new Explorer(settings.exploration());
    this.nothing = new Shortlist(settings.ranking());
    this.version = settings.modelVersion();
  }

  /** What ranks when no experiment says otherwise. */
  public Ranker usual() {
    return usual;
  }

  /**
   * Keeps in the shortlist what the visit brings: nothing of a visitor who has opted out.
   *
   * @param neighbours of the visit's item, as {@link ReplyWriter} packs them
   */
  public void keep(Visit visit, byte[] neighbours, Shortlist shortlist, SiteKnowledge shelf) {
    RuleBook book = shelf.rules(visit.site());
    if (visit.standing() != VisitorStatus.OPTED_OUT) {
      shortlist.keep(visit, neighbours, book != null && book.asksForSeen());
    }
  }

  /** The answer to a visit whose own reply the shortlist already holds. */
  public Recommended answer(Visit visit, Shortlist shortlist, SiteKnowledge shelf) {
    RuleBook book = shelf.rules(visit.site());
    if (visit.standing() == VisitorStatus.OPTED_OUT) {
      return impersonal(visit, shelf, book);
    }
    if (book == null) {
      last = usual;
      List<RankedItem> items = usual.rank(visit, shortlist, shelf);
      return Recommended.answer(
          visit,
          items,
          BlendModel.modelVersion(version, shelf.blend(visit.site())),
          explorer.explore(visit.eventId(), items));
    }
    return ruled(visit, shortlist, shelf, book);
  }

  /** The answer just given with the features of its items; see {@link Ranker#log}. */
  public LoggedRecommendation log(Visit visit, Recommended answer, SiteKnowledge shelf) {
    return last.log(visit, answer, shelf);
  }

  private Recommended ruled(Visit visit, Shortlist shortlist, SiteKnowledge shelf, RuleBook book) {
    List<RuleBook.Chosen> chosen = book.variants(visit.visitorKey());
    Ranker ranker = usual;
    boolean fixed = false;
    double diversity = Double.NaN;
    double explored = Double.NaN;
    for (RuleBook.Chosen one : chosen) {
      ranker = one.variant().sources().isEmpty() ? ranker : rankerOf(one.variant().sources());
      fixed |= one.variant().fixedBlend();
      diversity = Double.isNaN(one.variant().diversity()) ? diversity : one.variant().diversity();
      explored = Double.isNaN(one.variant().exploration()) ? explored : one.variant().exploration();
    }
    last = ranker;
    ranker.score(visit, shortlist, shelf, fixed);
    boolean complaining = visit.standing() == VisitorStatus.COMPLAINING;
    List<String> notes =
        complaining && book.all().muteUpselling ? List.of(Treatment.UPSELLING_MUTED) : List.of();
    List<RankedItem> items =
        ranker.list(new ListRequest(visit, shortlist, shelf, book.all(), diversity));
    List<Treatment.ContextItems> contexts = new ArrayList<>(book.contexts().size());
    for (Map.Entry<String, CompiledRules> context : book.contexts().entrySet()) {
      contexts.add(
          new Treatment.ContextItems(
              context.getKey(),
              ranker.list(
                  new ListRequest(visit, shortlist, shelf, context.getValue(), diversity))));
    }
    return Recommended.answer(
        visit,
        items,
        BlendModel.modelVersion(version, fixed ? null : shelf.blend(visit.site())),
        explorer(explored).explore(visit.eventId(), items),
        new Treatment(book.time(), notes, Treatment.assignments(chosen), contexts));
  }

  /** What is trending, and nothing that was learned of the visitor. */
  private Recommended impersonal(Visit visit, SiteKnowledge shelf, RuleBook book) {
    usual.forget();
    CompiledRules rules = book == null ? CompiledRules.NONE : book.all();
    List<Treatment.ContextItems> contexts = new ArrayList<>();
    if (book != null) {
      book.contexts()
          .forEach(
              (name, set) ->
                  contexts.add(
                      new Treatment.ContextItems(
                          name,
                          usual.list(new ListRequest(visit, nothing, shelf, set, Double.NaN)))));
    }
    return Recommended.answer(
        visit,
        usual.list(new ListRequest(visit, nothing, shelf, rules, Double.NaN)),
        version,
        null,
        new Treatment(
            book == null ? 0 : book.time(), List.of(Treatment.OPTED_OUT), List.of(), contexts));
  }

  private Explorer explorer(double share) {
    return Double.isNaN(share) ? explorer : new Explorer(settings.exploration().withShare(share));
  }

  private Ranker rankerOf(Set<CandidateSource> wanted) {
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
