package io.rapport.core.recommendation.neighbour;

import java.util.List;

/**
 * The published neighbours of an item.
 *
 * @param eventTime time to which the numbers are decayed, milliseconds since the epoch
 * @param count decayed number of visits of the item
 * @param neighbours highest score first
 */
public record Neighbourhood(
    String site, String itemId, long eventTime, double count, List<Neighbour> neighbours) {}
