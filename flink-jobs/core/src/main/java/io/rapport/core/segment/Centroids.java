package io.rapport.core.segment;

import java.util.List;

/**
 * A published model of one site's segments.
 *
 * @param version grows by one with each publication
 * @param eventTime newest profile learned, milliseconds since the epoch
 * @param means decayed mean of each feature over all customers
 * @param deviations decayed standard deviation of each feature, positive
 */
public record Centroids(
    String site,
    long version,
    long eventTime,
    List<Double> means,
    List<Double> deviations,
    List<Segment> segments) {}
