package io.rapport.core.recommendation;

/** What is known of one item; filled anew for each by {@link ItemIndex#find}. */
final class Facts {

  /** Identifier of the category path; 0 when unknown. */
  int category;

  /** Identifier of the brand; 0 when unknown. */
  int brand;

  /** As of {@link PriceCode}. */
  int price;

  /** As of {@link Popularity}. */
  int popularity;

  void clear() {
    category = 0;
    brand = 0;
    price = PriceCode.UNKNOWN;
    popularity = 0;
  }
}
