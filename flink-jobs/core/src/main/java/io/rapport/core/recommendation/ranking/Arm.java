package io.rapport.core.recommendation.ranking;

/**
 * An item that competed for an explored place.
 *
 * @param propensity probability with which it was to be drawn, above 0
 * @param score of the ranking
 */
public record Arm(String itemId, double propensity, double score) {}
