package io.rapport.core.customer;

/**
 * A category and a customer's interest in it.
 *
 * @param weight decayed count of interactions
 */
public record CategoryWeight(String category, double weight) {}
