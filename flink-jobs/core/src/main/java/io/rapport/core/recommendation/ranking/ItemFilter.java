package io.rapport.core.recommendation.ranking;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.catalogue.ItemFacts;
import io.rapport.core.recommendation.catalogue.ItemKeys;
import io.rapport.core.recommendation.catalogue.PriceCode;
import io.rapport.core.recommendation.rules.CompiledRules;
import io.rapport.core.recommendation.settings.SeenFilter;

/**
 * Decides whether an item may be in one list: neither seen nor bought, available, and admitted by
 * the rules. Made for each list. Items are named by the hash of their identifier.
 */
final class ItemFilter {

  private final CompiledRules rules;
  private final boolean muted;
  private final Shortlist shortlist;
  private final SiteKnowledge knowledge;
  private final SeenFilter seenFilter;
  private final ItemFacts facts = new ItemFacts();
  private final long site;
  private final long current;
  private final boolean asks;
  private final int price; // of the item looked at

  /**
   * The filter of a list.
   *
   * @param usual the seen filter of a list whose rules name none
   */
  ItemFilter(ListRequest request, SeenFilter usual) {
    this.rules = request.rules();
    this.muted = request.muted();
    this.shortlist = request.scored().shortlist();
    this.knowledge = request.scored().knowledge();
    this.seenFilter = rules.seenFilter != null ? rules.seenFilter : usual;
    this.site = Hash64.of(request.visit().site());
    this.current = Hash64.of(request.visit().itemId());
    this.asks = rules.asksForFacts(muted);
    this.price = asks ? facts(current).price : PriceCode.UNKNOWN;
  }

  /** Whether an item may be in the list. */
  boolean passes(long item) {
    boolean wanted =
        switch (seenFilter) {
          case NONE -> true;
          case CURRENT -> item != current;
          case ALL -> !shortlist.seen(item);
        };
    return wanted
        && !shortlist.bought(item)
        && knowledge.available(ItemKeys.key(site, item))
        && !rules.blocks(item)
        && (!asks || rules.admits(facts(item), price, muted, knowledge.items().categories()));
  }

  /**
   * The catalogue's facts of an item; all unknown if it is not in the catalogue.
   *
   * @return valid until the next call
   */
  ItemFacts facts(long item) {
    knowledge.items().find(ItemKeys.key(site, item), facts);
    return facts;
  }

  /** The category path of an item, or null. */
  String category(long item) {
    return knowledge.items().categories().name(facts(item).category);
  }

  /** The category path of the item looked at, or null. */
  String currentCategory() {
    return category(current);
  }
}
