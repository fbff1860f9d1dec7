package io.rapport.core.recommendation.ranking;

/**
 * An item that competed for an explored slot.
 *
 * @param propensity probability of being drawn, above 0
 * @param score of the ranking
 */
public record Arm(String itemId, double propensity, double score) {}
