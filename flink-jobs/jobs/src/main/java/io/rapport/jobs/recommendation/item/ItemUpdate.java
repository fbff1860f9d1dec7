package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.content.ContentLink;

/**
 * An update of an item's memory besides visits, of one {@link Kind}; the component of the other is
 * absent. Not a part of {@link ItemMessage}, so that visits neither wait for it nor grow by it.
 */
public record ItemUpdate(ContentLink link, BoughtPair pair) {

  /** The kinds of updates. */
  public enum Kind {
    /** The similarity of a text to another item's. */
    LINK,
    /** Orders that hold the item and another. */
    BOUGHT_PAIR
  }

  static ItemUpdate of(ContentLink link) {
    return new ItemUpdate(link, null);
  }

  static ItemUpdate of(BoughtPair pair) {
    return new ItemUpdate(null, pair);
  }

  /** The kind, by which component is there. */
  public Kind kind() {
    return link != null ? Kind.LINK : Kind.BOUGHT_PAIR;
  }

  @Override
  public ContentLink link() {
    return requireNonNull(link, "not a link");
  }

  @Override
  public BoughtPair pair() {
    return requireNonNull(pair, "not a pair");
  }

  public String itemKey() {
    return switch (kind()) {
      case LINK -> link.itemKey();
      case BOUGHT_PAIR -> pair.itemKey();
    };
  }
}
