package io.rapport.core.recommendation;

import java.util.List;

/**
 * One recommended item.
 *
 * @param score higher is better; comparable within one recommendation only
 * @param reasons the contributions, largest first
 */
public record RankedItem(
    String itemId, double score, CandidateSource source, List<Reason> reasons) {}
