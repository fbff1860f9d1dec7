package io.rapport.core.recommendation.feedback;

import java.util.List;

/**
 * A recommended list with the catalogue data of its items; columns by rank.
 *
 * @param catalogue number of items in the site's catalogue; 0 when unknown
 * @param items hashes, best first
 * @param deciles of popularity, 1 to 10; 0 where the item is unknown
 * @param novelties in bits; NaN where the item is unknown
 * @param categories empty where unknown
 * @param sellers empty where unknown
 */
@SuppressWarnings("ArrayRecordComponent") // Columns on purpose; never compared.
public record ExposedList(
    String site,
    int catalogue,
    long[] items,
    int[] deciles,
    double[] novelties,
    List<String> categories,
    List<String> sellers) {}
