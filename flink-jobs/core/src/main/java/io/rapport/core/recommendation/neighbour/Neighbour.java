package io.rapport.core.recommendation.neighbour;

/**
 * One neighbour of an item.
 *
 * @param weight decayed, distance-weighted number of times it followed and, at the backward weight,
 *     preceded the item
 * @param score similarity: the weight damped by both items' popularity
 */
public record Neighbour(String itemId, double weight, double score) {}
