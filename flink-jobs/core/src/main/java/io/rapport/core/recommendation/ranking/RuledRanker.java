package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendModel;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Answers visits by the rules of their site: picks the visitor's variants, ranks, and makes one
 * general list and one for each context with rules of its own. Without rules it acts as the plain
 * {@link Ranker}. Not thread-safe.
 */
public final class RuledRanker {

  private final RecommendationSettings settings;
  private final RankersBySources rankers;
  private final Shortlist nothing;
  private final Explorer explorer;
  private final String version;

  public RuledRanker(RecommendationSettings settings) {
    this.settings = settings;
    this.rankers = new RankersBySources(settings);
    this.explorer = new Explorer(settings.exploration());
    this.nothing = new Shortlist(settings.ranking());
    this.version = settings.modelVersion();
  }

  /** As {@link Ranker#example}, with all sources that the job uses. */
  public BlendExample example(Visit click, Shortlist shortlist, SiteKnowledge knowledge) {
    return rankers.usual().example(click, shortlist, knowledge);
  }

  /**
   * Keeps the reply to a visit in the shortlist, unless the visitor has opted out.
   *
   * @param neighbours of the visit's item, packed by {@link ReplyWriter}
   */
  public void keep(Visit visit, byte[] neighbours, Shortlist shortlist, SiteKnowledge knowledge) {
    RuleBook book = knowledge.rules(visit.site());
    if (visit.status() != VisitorStatus.OPTED_OUT) {
      shortlist.keep(visit, neighbours, book != null && book.asksForSeen());
    }
  }

  /**
   * The answer to a visit; the shortlist already holds the reply to it.
   *
   * @return its scores are valid until the next visit
   */
  public Answer answer(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    RuleBook book = knowledge.rules(visit.site());
    if (visit.status() == VisitorStatus.OPTED_OUT) {
      return impersonal(visit, knowledge, book);
    }
    return book == null
        ? plain(visit, shortlist, knowledge)
        : ruled(visit, shortlist, knowledge, book);
  }

  private Answer plain(Visit visit, Shortlist shortlist, SiteKnowledge knowledge) {
    Scored scored = rankers.usual().score(visit, shortlist, knowledge);
    List<RankedItem> items = rankers.usual().list(scored);
    Recommended recommendation =
        Recommended.answer(
            visit,
            items,
            BlendModel.modelVersion(version, knowledge.blend(visit.site())),
            explorer.explore(visit.eventId(), items));
    return new Answer(recommendation, scored);
  }

  private Answer ruled(Visit visit, Shortlist shortlist, SiteKnowledge knowledge, RuleBook book) {
    VariantChoice choice = VariantChoice.of(book.variants(visit.visitorKey()));
    boolean fixed = choice.fixedBlend();
    Ranker ranker = rankers.of(choice.sources());
    Scored scored =
        fixed
            ? ranker.scoreByFixedBlend(visit, shortlist, knowledge)
            : ranker.score(visit, shortlist, knowledge);
    Function<CompiledRules, List<RankedItem>> lists =
        rules -> ranker.list(new ListRequest(scored, rules, choice.lambda(rules)));
    List<RankedItem> items = lists.apply(book.all());
    Recommended recommendation =
        Recommended.answer(
            visit,
            items,
            BlendModel.modelVersion(version, fixed ? null : knowledge.blend(visit.site())),
            explorer(choice).explore(visit.eventId(), items),
            new Treatment(
                book.time(), notes(visit, book), choice.assignments(), contexts(book, lists)));
    return new Answer(recommendation, scored);
  }

  /** An answer of trending items, without anything learned of the visitor. */
  private Answer impersonal(Visit visit, SiteKnowledge knowledge, RuleBook book) {
    Ranker ranker = rankers.usual();
    Scored scored = ranker.scoreNothing(visit, nothing, knowledge);
    Function<CompiledRules, List<RankedItem>> lists =
        rules -> ranker.list(new ListRequest(scored, rules));
    Treatment treatment =
        new Treatment(
            book == null ? 0 : book.time(),
            List.of(Treatment.OPTED_OUT),
            List.of(),
            book == null ? List.of() : contexts(book, lists));
    List<RankedItem> items = lists.apply(book == null ? CompiledRules.NONE : book.all());
    return new Answer(Recommended.answer(visit, items, version, null, treatment), scored);
  }

  private static List<Treatment.ContextItems> contexts(
      RuleBook book, Function<CompiledRules, List<RankedItem>> lists) {
    List<Treatment.ContextItems> contexts = new ArrayList<>(book.contexts().size());
    book.contexts()
        .forEach(
            (name, rules) -> contexts.add(new Treatment.ContextItems(name, lists.apply(rules))));
    return contexts;
  }

  private static List<String> notes(Visit visit, RuleBook book) {
    boolean complaining = visit.status() == VisitorStatus.COMPLAINING;
    return complaining && book.all().muteUpselling ? List.of(Treatment.UPSELLING_MUTED) : List.of();
  }

  private Explorer explorer(VariantChoice choice) {
    double share = choice.exploration();
    return Double.isNaN(share) ? explorer : new Explorer(settings.exploration().withShare(share));
  }
}
