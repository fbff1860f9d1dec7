/**
 * Recommendations from the order of visits: decayed, directed, distance-weighted co-occurrence of
 * items and session nearest neighbours, beside text similarity and items bought together. A blend
 * learned from clicks ranks them; trending items are the fallback.
 *
 * <p>The way of a click: {@link io.rapport.core.recommendation.visit.History} (per visitor) turns
 * it into a {@link io.rapport.core.recommendation.visit.Visit} with the session's recent items.
 * {@link io.rapport.core.recommendation.catalogue.ItemCard} (per item) counts the visit. {@link
 * io.rapport.core.recommendation.candidate.ItemMemory} (per item) holds the item's neighbours and
 * last sessions; {@link io.rapport.core.recommendation.candidate.ReplyWriter} packs them as the
 * reply to the visit before the memory learns from it. {@link
 * io.rapport.core.recommendation.candidate.Shortlist} (per visitor) caches the replies of the
 * session's items. {@link io.rapport.core.recommendation.candidate.CandidateGenerator} makes
 * candidates of them, which {@link io.rapport.core.recommendation.ranking.RuledRanker} ranks by the
 * site's {@link io.rapport.core.recommendation.blend.BlendModel} and rules.
 *
 * <p>The way back: {@link io.rapport.core.recommendation.feedback.FeedbackJoin} (per visitor) joins
 * a recommendation with later impressions, clicks and purchases. Its judgements and a share of the
 * clicks become {@link io.rapport.core.recommendation.blend.BlendExample}s, from which {@link
 * io.rapport.core.recommendation.blend.BlendTrainer} (per site) learns the blend that it publishes
 * to every ranker.
 *
 * <p>The settings bound every state. Time is event time in milliseconds since the epoch and is
 * always passed in.
 */
package io.rapport.core.recommendation;
