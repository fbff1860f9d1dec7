package io.rapport.core.customer;

/**
 * A customer's interest in a category.
 *
 * @param weight decayed count of interactions
 */
public record CategoryWeight(String category, double weight) {}
