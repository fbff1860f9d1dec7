package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.settings.CandidateSource;
import java.util.List;

/**
 * One recommended item. Nullable: {@code category}.
 *
 * @param score higher is better; comparable within one recommendation only
 * @param reasons the contributions, largest first
 * @param category path, where the catalogue tells it
 */
public record RankedItem(
    String itemId, double score, CandidateSource source, List<Reason> reasons, String category) {

  /** An item without a known category. */
  public RankedItem(String itemId, double score, CandidateSource source, List<Reason> reasons) {
    this(itemId, score, source, reasons, null);
  }
}
