package io.rapport.core.recommendation.rules;

import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.settings.Checks;
import java.util.List;

/**
 * The business rules of a list. NaN stands for no limit.
 *
 * @param blockedItems never recommended
 * @param blockedCategories never recommended, with all categories below them
 * @param categoryCap largest number of items of one category path in a list; 0 for any number
 * @param brandCap largest number of items of one brand or seller in a list; 0 for any number
 * @param diversity weight of the scores against similarity to items higher up, from 0 to 1; 1 ranks
 *     by the scores alone
 * @param minPrice in the major unit; an item with an unknown price is within every limit
 * @param maxPrice in the major unit
 * @param minPriceRatio as {@code minPrice}, relative to the price of the item looked at
 * @param maxPriceRatio as {@code maxPrice}, relative to the price of the item looked at
 * @param seenFilter null for the job's own
 * @param muteUpselling whether nothing dearer than the item looked at is recommended to a customer
 *     with an open complaint
 */
public record RuleSet(
    List<String> blockedItems,
    List<String> blockedCategories,
    int categoryCap,
    int brandCap,
    double diversity,
    double minPrice,
    double maxPrice,
    double minPriceRatio,
    double maxPriceRatio,
    SeenFilter seenFilter,
    boolean muteUpselling) {

  public static final int MOST_BLOCKED = 10_000;

  /** No rules. */
  public static final RuleSet NONE =
      new RuleSet(
          List.of(),
          List.of(),
          0,
          0,
          1,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          null,
          false);

  public RuleSet {
    Checks.within("blockedItems", blockedItems.size(), 0, MOST_BLOCKED);
    Checks.within("blockedCategories", blockedCategories.size(), 0, MOST_BLOCKED);
    Checks.atLeast("categoryCap", categoryCap, 0);
    Checks.atLeast("brandCap", brandCap, 0);
    Checks.within("diversity", diversity, 0, 1);
    limit("minPrice", minPrice);
    limit("maxPrice", maxPrice);
    limit("minPriceRatio", minPriceRatio);
    limit("maxPriceRatio", maxPriceRatio);
  }

  private static void limit(String name, double value) {
    if (!Double.isNaN(value)) {
      Checks.above(name, value, 0);
    }
  }
}
