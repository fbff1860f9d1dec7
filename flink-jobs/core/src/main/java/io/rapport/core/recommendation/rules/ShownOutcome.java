package io.rapport.core.recommendation.rules;

/**
 * The outcome of one event for experiments: the items shown to, clicked and bought by a visitor
 * that it adds.
 *
 * @param shown items shown
 * @param clicked items clicked in a recommendation
 * @param bought items bought within the feedback window after they were shown or clicked
 */
public record ShownOutcome(String site, String visitorKey, int shown, int clicked, int bought) {}
