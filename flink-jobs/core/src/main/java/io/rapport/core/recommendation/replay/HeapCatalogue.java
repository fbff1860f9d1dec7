package io.rapport.core.recommendation.replay;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemCard;
import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.Trending;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import java.util.HashMap;
import java.util.Map;

/**
 * The cards of items and their trends, with every state on the heap. It counts visits, applies
 * catalogue entries, and passes changes to the site knowledge. Not thread-safe.
 */
final class HeapCatalogue {

  private final RecommendationSettings settings;
  private final HeapUpdates updates;
  private final HeapSiteKnowledge knowledge;
  private final Map<String, ItemCard> cards = new HashMap<>();
  private final Map<TrendingScope, Trending> trending = new HashMap<>();

  HeapCatalogue(RecommendationSettings settings, HeapUpdates updates, HeapSiteKnowledge knowledge) {
    this.settings = settings;
    this.updates = updates;
    this.knowledge = knowledge;
  }

  /** Returns a visit with the item's count; a visit to be learned is counted first. */
  Visit count(Visit visit) {
    ItemCard card = card(visit.itemKey());
    Visit counted = card.count(visit);
    if (visit.learned()) {
      card.reports(visit.site(), visit.itemId()).forEach(this::trend);
    }
    if (counted.learned() && card.establishes(counted)) {
      updates.apply(PartnerMessage.established(visit.site(), visit.itemId(), visit.eventTime()));
    }
    tellPopularity(visit, card);
    return counted;
  }

  /** The visit with the item's count, without counting it. */
  Visit counted(Visit visit) {
    ItemCard card = cards.get(visit.itemKey());
    return visit.counted(card == null ? 0 : card.count(visit.eventTime()));
  }

  /** Retracts a visit counted before. */
  void retract(Visit visit) {
    ItemCard card = card(visit.itemKey());
    card.retract(visit);
    card.corrections(visit.site(), visit.itemId()).forEach(this::trend);
    tellPopularity(visit, card);
  }

  /** Applies a catalogue entry. */
  Outcome apply(CatalogueEntry entry) {
    ItemCard card = card(entry.itemKey());
    boolean differs = card.differs(entry);
    Outcome outcome = card.apply(entry);
    if (card.established(entry.eventTime())) {
      updates.apply(PartnerMessage.established(entry.site(), entry.itemId(), entry.eventTime()));
    }
    updates.apply(entry);
    if (outcome == Outcome.PROCESSED && differs) {
      knowledge.apply(card.attributes(entry.site(), entry.itemId()));
    }
    knowledge.apply(
        new AvailabilityChange(entry.site(), entry.itemId(), card.available(), entry.eventTime()));
    return outcome;
  }

  private void tellPopularity(Visit visit, ItemCard card) {
    if (card.popularityChanged()) {
      knowledge.apply(card.attributes(visit.site(), visit.itemId()));
    }
  }

  private void trend(TrendReport report) {
    TrendingList list =
        trending
            .computeIfAbsent(report.scope(), scope -> new Trending(settings.trending()))
            .apply(report);
    if (list != null) {
      knowledge.apply(list);
    }
  }

  private ItemCard card(String key) {
    return cards.computeIfAbsent(key, any -> new ItemCard(settings));
  }
}
