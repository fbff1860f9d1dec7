package io.rapport.core.recommendation.catalogue;

/** The attributes of one item as codes; overwritten by each {@link ItemIndex#find}. */
public final class ItemFacts {

  /** Identifier of the category path; 0 when unknown. */
  public int category;

  /** Identifier of the brand; 0 when unknown. */
  public int brand;

  /** Code of {@link PriceCode}. */
  public int price;

  /** Level of {@link Popularity}. */
  public int popularity;

  void clear() {
    category = 0;
    brand = 0;
    price = PriceCode.UNKNOWN;
    popularity = 0;
  }
}
