package io.rapport.core.segment;

import java.util.List;

/**
 * One segment of a model.
 *
 * @param id permanent identifier, from 1
 * @param name the features that set it apart, in words
 * @param weight decayed number of customers assigned
 * @param position centre in standardised features
 */
public record Segment(int id, String name, double weight, List<Double> position) {}
