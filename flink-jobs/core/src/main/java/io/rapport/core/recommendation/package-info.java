/**
 * Recommendations from what visitors do one after another: decayed, directed, distance-weighted
 * co-occurrence of items, ranked for the visitor's session, with trending items as fallback.
 *
 * <p>An event's way: {@link io.rapport.core.recommendation.History} (per visitor) turns it into a
 * {@link io.rapport.core.recommendation.Visit} with the session's recent items; {@link
 * io.rapport.core.recommendation.ItemCard} (per item) counts it; {@link
 * io.rapport.core.recommendation.NeighbourList} (per item) answers with the item's neighbours and
 * learns the pairs; {@link io.rapport.core.recommendation.Shortlist} (per visitor) keeps the
 * answers of the recent items and {@link io.rapport.core.recommendation.Ranker} ranks what they
 * hold.
 *
 * <p>Everything is bounded by the settings; time is event time in milliseconds since the epoch and
 * is always passed in.
 */
package io.rapport.core.recommendation;
