package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.content.ContentLink;

/**
 * What an item's memory learns besides visits: of a text or of an order; the other is null. Not a
 * part of {@link ItemMessage}, so that visits neither wait for it nor grow by it.
 */
public record ItemUpdate(ContentLink link, BoughtPair pair) {

  static ItemUpdate of(ContentLink link) {
    return new ItemUpdate(link, null);
  }

  static ItemUpdate of(BoughtPair pair) {
    return new ItemUpdate(null, pair);
  }

  public String itemKey() {
    return link != null ? link.itemKey() : pair.itemKey();
  }
}
