package io.rapport.core.segment;

/**
 * A feature that sets a customer's segment apart.
 *
 * @param value the customer's value, in the feature's own unit
 * @param zScore the centroid's distance from the average customer, in standard deviations
 */
public record Reason(String feature, double value, double zScore) {}
