package io.rapport.core.recommendation.feedback;

import java.util.List;

/**
 * A list as it was recommended, with what is known of its items; columns by rank.
 *
 * @param catalogue items of the site's catalogue; 0 when none is known
 * @param items hashes, best first
 * @param deciles of popularity, 1 to 10; 0 where the item is not known
 * @param novelties in bits; NaN where the item is not known
 * @param categories empty where not known
 * @param sellers empty where not known
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
