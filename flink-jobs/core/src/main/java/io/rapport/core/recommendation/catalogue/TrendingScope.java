package io.rapport.core.recommendation.catalogue;

import io.rapport.core.intake.Keys;

/**
 * A scope of visits within which items trend: a site, one of its categories, or one segment of its
 * customers.
 *
 * @param key stands for the scope as a key of state and of streams; only this class knows its form
 */
public record TrendingScope(String key) {

  private static final String CATEGORY = "category/";
  private static final String SEGMENT = "segment/";

  /** All visits of a site. */
  public static TrendingScope site(String site) {
    return new TrendingScope(site); // Holds no '/', unlike the others.
  }

  /**
   * The visits of a category's items.
   *
   * @param category path
   */
  public static TrendingScope category(String site, String category) {
    return new TrendingScope(Keys.of(site, CATEGORY + category));
  }

  /** The visits of customers of a segment. */
  public static TrendingScope segment(String site, String segment) {
    return new TrendingScope(Keys.of(site, SEGMENT + segment));
  }
}
