package io.rapport.jobs.recommendation.site;

import static java.util.Objects.requireNonNull;

import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;

/**
 * A message to every ranking subtask, of one {@link Kind}. The components of the other kinds are
 * null.
 */
public record SiteMessage(
    AvailabilityChange availability,
    TrendingList trending,
    BlendPublication blend,
    ItemAttributes item,
    RulesPublication rules,
    EmbeddingPublication embeddings) {

  /** The kinds of messages. */
  public enum Kind {
    /** The availability of an item. */
    AVAILABILITY,
    /** A list of trending items. */
    TRENDING,
    /** A site's blend. */
    BLEND,
    /** The attributes of an item. */
    ITEM,
    /** A site's rules. */
    RULES,
    /** Vectors of items. */
    EMBEDDINGS
  }

  public static SiteMessage of(AvailabilityChange availability) {
    return new SiteMessage(availability, null, null, null, null, null);
  }

  public static SiteMessage of(TrendingList trending) {
    return new SiteMessage(null, trending, null, null, null, null);
  }

  public static SiteMessage of(BlendPublication blend) {
    return new SiteMessage(null, null, blend, null, null, null);
  }

  public static SiteMessage of(ItemAttributes item) {
    return new SiteMessage(null, null, null, item, null, null);
  }

  public static SiteMessage of(RulesPublication rules) {
    return new SiteMessage(null, null, null, null, rules, null);
  }

  public static SiteMessage of(EmbeddingPublication embeddings) {
    return new SiteMessage(null, null, null, null, null, embeddings);
  }

  /** The kind, by the component that is not null. */
  public Kind kind() {
    if (availability != null) {
      return Kind.AVAILABILITY;
    } else if (trending != null) {
      return Kind.TRENDING;
    } else if (blend != null) {
      return Kind.BLEND;
    } else if (item != null) {
      return Kind.ITEM;
    }
    return rules != null ? Kind.RULES : Kind.EMBEDDINGS;
  }

  @Override
  public AvailabilityChange availability() {
    return requireNonNull(availability, "not a change of availability");
  }

  @Override
  public TrendingList trending() {
    return requireNonNull(trending, "not a trending list");
  }

  @Override
  public BlendPublication blend() {
    return requireNonNull(blend, "not a blend");
  }

  @Override
  public ItemAttributes item() {
    return requireNonNull(item, "not an item's attributes");
  }

  @Override
  public RulesPublication rules() {
    return requireNonNull(rules, "not rules");
  }

  @Override
  public EmbeddingPublication embeddings() {
    return requireNonNull(embeddings, "not vectors");
  }
}
