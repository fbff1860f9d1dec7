package io.rapport.core.recommendation.ranking;

import io.rapport.core.recommendation.catalogue.NameTable;
import io.rapport.core.recommendation.catalogue.PriceCode;

/**
 * The similarity of two items, from 0 to 1: half for the common part of their category paths, a
 * quarter for the brand, a quarter for the price, which falls with the distance to 0 at an octave.
 * An unknown attribute is not similar.
 */
final class ItemSimilarity {

  private static final double CATEGORY = 0.5;
  private static final double BRAND = 0.25;
  private static final double PRICE = 0.25;

  private ItemSimilarity() {}

  static double of(
      int[] path, int brand, int price, int[] otherPath, int otherBrand, int otherPrice) {
    double similarity = CATEGORY * common(path, otherPath);
    if (brand != NameTable.NONE && brand == otherBrand) {
      similarity += BRAND;
    }
    if (price != PriceCode.UNKNOWN && otherPrice != PriceCode.UNKNOWN) {
      similarity += PRICE * Math.max(0, 1 - PriceCode.octaves(price, otherPrice));
    }
    return similarity;
  }

  /** The number of levels that two paths have in common, as a share of the longer one's. */
  private static double common(int[] one, int[] other) {
    int shorter = Math.min(one.length, other.length);
    int same = 0;
    while (same < shorter && one[same] == other[same]) {
      same++;
    }
    return same == 0 ? 0 : (double) same / Math.max(one.length, other.length);
  }
}
