package io.rapport.core.recommendation.replay;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.content.TextEmbedding;
import io.rapport.core.recommendation.neighbour.NeighbourList;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.RuledRanker;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.Retraction;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The streaming topology's steps in one thread, one event at a time, with every state on the heap.
 * It serves evaluation and is the oracle of the topology's tests. Visitors and items never expire.
 */
public final class InMemoryRecommender {

  private final RecommendationSettings settings;
  private final RuledRanker ranker;
  private final ReplyWriter replies;
  private final Map<String, History> histories = new HashMap<>();
  private final Map<String, ItemMemory> items = new HashMap<>();
  private final Map<String, Shortlist> shortlists = new HashMap<>();
  private final HeapSiteKnowledge knowledge;
  private final HeapUpdates updates;
  private final HeapCatalogue catalogue;
  private final HeapLearners learners;

  /** A recommender that knows texts by hashed n-grams alone. */
  public InMemoryRecommender(RecommendationSettings settings) {
    this(settings, null);
  }

  /**
   * A recommender.
   *
   * @param embedding of items' texts; null for hashed n-grams alone
   */
  public InMemoryRecommender(RecommendationSettings settings, TextEmbedding embedding) {
    this.updates = new HeapUpdates(settings, embedding, this::item);
    this.settings = settings;
    this.ranker = new RuledRanker(settings);
    this.replies = new ReplyWriter(settings);
    this.knowledge =
        new HeapSiteKnowledge(settings.ranking().unavailableItems(), settings.embedding());
    this.catalogue = new HeapCatalogue(settings, updates, knowledge);
    this.learners = new HeapLearners(settings, knowledge);
  }

  /**
   * Learns from a click and answers it.
   *
   * @return null for a click that touches no item, is late or repeated
   */
  public Recommended apply(ClickEvent click) {
    Visit visit = step(click);
    if (visit == null) {
      return null;
    }
    Visit counted = catalogue.count(visit);
    byte[] reply = reply(counted);
    learn(counted);
    Recommended answer = answer(counted, reply, true);
    // After the answer: a ranker never has the embeddings of the same moment.
    learners.embed(counted);
    return answer;
  }

  /** Learns from a click without answering it; the blend learns nothing. */
  public void learn(ClickEvent click) {
    Visit visit = step(click);
    if (visit != null) {
      learn(catalogue.count(visit));
      learners.embed(visit);
    }
  }

  /** Teaches the blend a click; nothing is counted. */
  public void learnBlend(ClickEvent click) {
    Visit visit = step(click);
    if (visit != null) {
      Visit counted = catalogue.counted(visit);
      byte[] reply = reply(counted);
      Shortlist shortlist = shortlist(visit.visitorKey());
      learnBlend(counted, shortlist);
      shortlist.keep(counted, reply);
    }
  }

  /**
   * Answers a click and teaches it to the blend; nothing is counted.
   *
   * @return null for a click that touches no item, is late or repeated
   */
  public Recommended answerAndLearnBlend(ClickEvent click) {
    Visit visit = step(click);
    if (visit == null) {
      return null;
    }
    Visit counted = catalogue.counted(visit);
    return answer(counted, reply(counted), true);
  }

  /**
   * Answers a click without learning from it; only the visitor's own history continues.
   *
   * @return null for a click that touches no item, is late or repeated
   */
  public Recommended answer(ClickEvent click) {
    Visit visit = step(click);
    if (visit == null) {
      return null;
    }
    Visit counted = catalogue.counted(visit);
    return answer(counted, reply(counted), false);
  }

  /** Applies a purchase. */
  public Outcome apply(PurchaseEvent purchase) {
    Outcome outcome = history(PurchasedItems.keyOf(purchase)).apply(purchase);
    if (outcome == Outcome.PROCESSED) {
      updates.apply(purchase);
    }
    PurchasedItems purchased = PurchasedItems.of(purchase);
    if (outcome == Outcome.PROCESSED && purchased != null) {
      shortlist(purchased.visitorKey()).apply(purchased);
    }
    return outcome;
  }

  /** Applies a catalogue entry. */
  public Outcome apply(CatalogueEntry entry) {
    return catalogue.apply(entry);
  }

  /**
   * Erases a visitor and retracts everything learned from them.
   *
   * @return the retraction
   */
  public Retraction apply(VisitorErased request) {
    Retraction retraction = history(request.visitorKey()).erase(request);
    retraction.visits().forEach(this::retract);
    retraction.orders().forEach(updates::apply);
    shortlist(request.visitorKey()).erase(retraction.until());
    return retraction;
  }

  private void retract(Visit visit) {
    catalogue.retract(visit);
    item(visit.itemKey()).retract(visit);
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      PairDelta pair = PairDelta.of(visit, steps);
      item(pair.itemKey()).learn(pair);
    }
  }

  /** Applies a visitor's status and segment. */
  public void apply(StatusChange change) {
    history(change.visitorKey()).apply(change);
  }

  /** Replaces a site's rules. */
  public void apply(SiteRules rules) {
    knowledge.apply(rules);
  }

  /** Passes every list of neighbours, with its site-qualified item key, to {@code reader}. */
  public void lists(BiConsumer<String, NeighbourList> reader) {
    items.forEach((key, item) -> reader.accept(key, item.list()));
  }

  /** Removes a visitor's history, as its expiry would. */
  public void forgetVisitor(String visitorKey) {
    histories.remove(visitorKey);
    shortlists.remove(visitorKey);
  }

  private Visit step(ClickEvent click) {
    return history(click.visitorKey()).apply(click).visit();
  }

  private void learn(Visit visit) {
    if (!visit.learned()) {
      return;
    }
    item(visit.itemKey()).learn(visit);
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      PairDelta pair = PairDelta.of(visit, steps);
      item(pair.itemKey()).learn(pair);
    }
  }

  private Recommended answer(Visit visit, byte[] reply, boolean learning) {
    Shortlist shortlist = shortlist(visit.visitorKey());
    if (learning) {
      learnBlend(visit, shortlist);
    }
    ranker.keep(visit, reply, shortlist, knowledge);
    return ranker.answer(visit, shortlist, knowledge).recommendation();
  }

  private void learnBlend(Visit click, Shortlist shortlist) {
    BlendExample example = ranker.example(click, shortlist, knowledge);
    if (example != null) {
      learners.learn(example);
    }
  }

  private byte[] reply(Visit visit) {
    return replies.reply(visit, item(visit.itemKey()));
  }

  private History history(String key) {
    return histories.computeIfAbsent(key, any -> new History(settings.history()));
  }

  private ItemMemory item(String key) {
    return items.computeIfAbsent(key, any -> new ItemMemory(settings));
  }

  private Shortlist shortlist(String key) {
    return shortlists.computeIfAbsent(key, any -> new Shortlist(settings.ranking()));
  }
}
