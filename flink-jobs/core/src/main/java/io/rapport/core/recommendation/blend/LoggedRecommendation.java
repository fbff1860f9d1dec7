package io.rapport.core.recommendation.blend;

import io.rapport.core.intake.Keys;
import java.util.List;

/**
 * A recommendation as it was ranked, to be joined with what is done with it.
 *
 * @param visitor the cookie or, without one, the account
 * @param time event time of the event answered, milliseconds since the epoch
 * @param items identifiers by slot; an item that was no candidate, as a trending one, is an empty
 *     string: nothing is known of it that could be learned
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
