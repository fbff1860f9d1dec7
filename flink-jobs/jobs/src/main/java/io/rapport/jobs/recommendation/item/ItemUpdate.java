package io.rapport.jobs.recommendation.item;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.basket.BoughtPair;
import io.rapport.core.recommendation.content.ContentLink;

/**
 * An update of an item's memory besides visits, of one {@link Kind}. The component of the other
 * kind is null. Updates are not part of {@link ItemMessage}, so that visits neither wait for them
 * nor grow.
 */
public record ItemUpdate(ContentLink link, BoughtPair pair) {

  /** The kinds of updates. */
  public enum Kind {
    /** The similarity of the item's text to another's. */
    LINK,
    /** Orders that contain the item and another. */
    BOUGHT_PAIR
  }

  static ItemUpdate of(ContentLink link) {
    return new ItemUpdate(link, null);
  }

  static ItemUpdate of(BoughtPair pair) {
    return new ItemUpdate(null, pair);
  }

  /** The kind, by the component that is not null. */
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
