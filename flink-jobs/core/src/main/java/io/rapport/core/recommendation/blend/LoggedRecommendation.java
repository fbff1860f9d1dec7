package io.rapport.core.recommendation.blend;

import io.rapport.core.intake.Keys;
import java.util.List;

/**
 * A recommendation as ranked, to be joined with the reactions to it.
 *
 * @param visitor the cookie or, without one, the account
 * @param time event time of the event answered, milliseconds since the epoch
 * @param items identifiers by slot; an empty string for an item that was no candidate, such as a
 *     trending one: it has no features to learn from
 * @param features of the items, packed as {@link BlendExample} packs them, a row an item; those of
 *     an empty string are zero
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record LoggedRecommendation(
    String site,
    String visitor,
    String recommendationId,
    long time,
    List<String> items,
    byte[] features) {

  /** Site-qualified key of the visitor. */
  public String visitorKey() {
    return Keys.of(site, visitor);
  }
}
