package io.rapport.core.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * All steps one after the other in one thread, with every state on the heap: what the streaming
 * topology does with one event at a time. For evaluation and as the reference the topology is
 * tested against. Visitors and items are never forgotten.
 */
public final class InMemoryRecommender {

  private final RecommendationSettings settings;
  private final Ranker ranker;
  private final String modelVersion;
  private final Map<String, History> histories = new HashMap<>();
  private final Map<String, ItemCard> cards = new HashMap<>();
  private final Map<String, NeighbourList> neighbours = new HashMap<>();
  private final Map<String, Shortlist> shortlists = new HashMap<>();
  private final Map<String, Trending> trending = new HashMap<>();
  private final HeapShelf shelf;

  public InMemoryRecommender(RecommendationSettings settings) {
    this.settings = settings;
    this.ranker = new Ranker(settings);
    this.modelVersion = settings.modelVersion();
    this.shelf = new HeapShelf(settings.ranking().unavailableItems());
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
    Visit counted = count(visit);
    byte[] reply = list(visit.itemKey()).reply(counted.count(), counted.eventTime());
    learn(counted);
    return answer(counted, reply);
  }

  /** Learns from a click without answering it. */
  public void learn(ClickEvent click) {
    Visit visit = step(click);
    if (visit != null) {
      learn(count(visit));
    }
  }

  /**
   * Answers a click without learning from it; only the visitor's own history is continued.
   *
   * @return null for a click that touches no item, is late or repeated
   */
  public Recommended answer(ClickEvent click) {
    Visit visit = step(click);
    if (visit == null) {
      return null;
    }
    ItemCard card = cards.get(visit.itemKey());
    double count = card == null ? 0 : card.count(visit.eventTime());
    byte[] reply = list(visit.itemKey()).reply(count, visit.eventTime());
    return answer(visit.counted(count), reply);
  }

  /** Takes a purchase in. */
  public Outcome apply(PurchaseEvent purchase) {
    Outcome outcome = history(Purchased.keyOf(purchase)).apply(purchase);
    Purchased purchased = Purchased.of(purchase);
    if (outcome == Outcome.PROCESSED && purchased != null) {
      shortlist(purchased.visitorKey()).apply(purchased);
    }
    return outcome;
  }

  /** Takes a catalogue entry in. */
  public Outcome apply(CatalogueEntry entry) {
    ItemCard card = card(entry.itemKey());
    Outcome outcome = card.apply(entry);
    shelf.apply(
        ShelfUpdate.availability(
            entry.site(), entry.itemId(), card.available(), entry.eventTime()));
    return outcome;
  }

  /** Hands every list of neighbours, with its site-qualified item key, to {@code reader}. */
  public void lists(BiConsumer<String, NeighbourList> reader) {
    neighbours.forEach(reader);
  }

  /** Forgets a visitor's session, as its expiry would. */
  public void forgetVisitor(String visitorKey) {
    histories.remove(visitorKey);
    shortlists.remove(visitorKey);
  }

  private Visit step(ClickEvent click) {
    return history(click.visitorKey()).apply(click).visit();
  }

  private Visit count(Visit visit) {
    ItemCard card = card(visit.itemKey());
    Visit counted = card.count(visit);
    report(card, counted);
    return counted;
  }

  private void report(ItemCard card, Visit visit) {
    TrendReport report = visit.learned() ? card.report(visit.site(), visit.itemId()) : null;
    if (report != null) {
      ShelfUpdate update =
          trending
              .computeIfAbsent(visit.site(), site -> new Trending(settings.trending()))
              .apply(report);
      if (update != null) {
        shelf.apply(update);
      }
    }
  }

  private void learn(Visit visit) {
    if (!visit.learned()) {
      return;
    }
    list(visit.itemKey()).learn(visit);
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      PairDelta pair = PairDelta.of(visit, steps);
      list(pair.itemKey()).learn(pair);
    }
  }

  private Recommended answer(Visit visit, byte[] reply) {
    Shortlist shortlist = shortlist(visit.visitorKey());
    shortlist.keep(visit, reply);
    return Recommended.answer(visit, ranker.rank(visit, shortlist, shelf), modelVersion);
  }

  private History history(String key) {
    return histories.computeIfAbsent(key, any -> new History(settings.history()));
  }

  private ItemCard card(String key) {
    return cards.computeIfAbsent(key, any -> new ItemCard(settings));
  }

  private NeighbourList list(String key) {
    return neighbours.computeIfAbsent(key, any -> new NeighbourList(settings.counting()));
  }

  private Shortlist shortlist(String key) {
    return shortlists.computeIfAbsent(key, any -> new Shortlist(settings.ranking()));
  }
}
