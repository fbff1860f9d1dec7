/**
 * Recommendations from what visitors do one after another: decayed, directed, distance-weighted
 * co-occurrence of items and the sessions most like the visitor's, blended by what visitors clicked
 * next, with trending items as fallback.
 *
 * <p>An event's way: {@link io.rapport.core.recommendation.visit.History} (per visitor) turns it
 * into a {@link io.rapport.core.recommendation.visit.Visit} with the session's recent items; {@link
 * io.rapport.core.recommendation.catalogue.ItemCard} (per item) counts it; {@link
 * io.rapport.core.recommendation.candidate.ItemMemory} (per item) knows the item's neighbours and
 * the last sessions that touched it, answers by {@link
 * io.rapport.core.recommendation.candidate.ReplyWriter} and learns; {@link
 * io.rapport.core.recommendation.candidate.Shortlist} (per visitor) keeps the answers of the recent
 * items and {@link io.rapport.core.recommendation.ranking.Ranker} ranks what they hold. A share of
 * the clicks becomes a {@link io.rapport.core.recommendation.blend.BlendExample} for {@link
 * io.rapport.core.recommendation.blend.BlendTrainer} (per site), whose {@link
 * io.rapport.core.recommendation.blend.BlendModel} goes back to every ranker.
 *
 * <p>Everything is bounded by the settings; time is event time in milliseconds since the epoch and
 * is always passed in.
 */
package io.rapport.core.recommendation;
