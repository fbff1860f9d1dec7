package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.settings.CandidateSource;

/**
 * One contribution to an item's score.
 *
 * @param itemId the visitor's item that contributed; null for trending
 * @param share its share of the score, from 0 to 1
 */
public record Reason(String itemId, CandidateSource source, double share) {}
