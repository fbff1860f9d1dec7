package io.rapport.core.recommendation.rules;

/**
 * What came of recommended items shown to a visitor.
 *
 * @param shown items shown
 * @param clicked items clicked in a recommendation
 * @param bought items bought shortly after they were shown or clicked
 */
public record ShownOutcome(String site, String visitorKey, int shown, int clicked, int bought) {}
