package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.catalogue.NameTable;
import io.rapport.core.recommendation.catalogue.PriceCode;

/**
 * How alike two items are, from 0 to 1: half is what their category paths have in common, a quarter
 * the brand, a quarter the price, which counts for less the farther apart they are and for nothing
 * an octave apart. What is not known of one is not alike.
 */
final class ItemSimilarity {

  private static final double CATEGORY = 0.5;
  private static final double BRAND = 0.25;
  private static final double PRICE = 0.25;

  private ItemSimilarity() {}

  static double of(
      int[] path, int brand, int price, int[] otherPath, int otherBrand, int otherPrice) {
    double likeness = CATEGORY * common(path, otherPath);
    if (brand != NameTable.NONE && brand == otherBrand) {
      likeness += BRAND;
    }
    if (price != PriceCode.UNKNOWN && otherPrice != PriceCode.UNKNOWN) {
      likeness += PRICE * Math.max(0, 1 - PriceCode.octaves(price, otherPrice));
    }
    return likeness;
  }

  /** Levels that two paths have in common, of the longer one's. */
  private static double common(int[] one, int[] other) {
    int shorter = Math.min(one.length, other.length);
    int same = 0;
    while (same < shorter && one[same] == other[same]) {
      same++;
    }
    return same == 0 ? 0 : (double) same / Math.max(one.length, other.length);
  }
}
