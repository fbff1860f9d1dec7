package io.rapport.core.recommendation.rules;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.catalogue.ItemFacts;
import io.rapport.core.recommendation.catalogue.NameTable;
import io.rapport.core.recommendation.catalogue.PriceCode;
import io.rapport.core.recommendation.settings.SeenFilter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A set of rules in the form that candidates are checked against. Immutable. */
public final class CompiledRules {

  public static final CompiledRules NONE = new CompiledRules(RuleSet.NONE, RuleSet.NONE);

  public final int categoryCap;
  public final int brandCap;
  public final double diversity;
  public final SeenFilter seenFilter; // null for the job's own filter
  public final boolean muteUpselling;
  private final long[] blockedItems; // hashes, sorted
  private final int[] blockedCategories; // identifiers, sorted
  private final int minPrice; // codes
  private final int maxPrice;
  private final int minRatio; // code distances
  private final int maxRatio;

  /**
   * Compiles rules.
   *
   * @param always rules whose blocked items and categories are blocked as well
   */
  CompiledRules(RuleSet rules, RuleSet always) {
    this.categoryCap = rules.categoryCap();
    this.brandCap = rules.brandCap();
    this.diversity = rules.diversity();
    this.seenFilter = rules.seenFilter();
    this.muteUpselling = rules.muteUpselling();
    this.blockedItems =
        both(rules.blockedItems(), always.blockedItems()).mapToLong(Hash64::of).sorted().toArray();
    this.blockedCategories =
        both(rules.blockedCategories(), always.blockedCategories())
            .mapToInt(NameTable::id)
            .sorted()
            .toArray();
    this.minPrice = limit(rules.minPrice(), 0);
    this.maxPrice = limit(rules.maxPrice(), Integer.MAX_VALUE);
    this.minRatio = ratio(rules.minPriceRatio(), -0x10000);
    this.maxRatio = ratio(rules.maxPriceRatio(), 0x10000);
  }

  private static Stream<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream());
  }

  private static int limit(double price, int none) {
    return Double.isNaN(price) ? none : PriceCode.of(price);
  }

  private static int ratio(double ratio, int none) {
    return Double.isNaN(ratio) ? none : PriceCode.ratio(ratio);
  }

  /** Whether the item itself is blocked. */
  public boolean blocks(long item) {
    return blockedItems.length > 0 && Arrays.binarySearch(blockedItems, item) >= 0;
  }

  /** Whether the rules depend on an item's attributes. */
  public boolean asksForFacts(boolean muted) {
    return muted
        || blockedCategories.length > 0
        || minPrice > 0
        || maxPrice < Integer.MAX_VALUE
        || minRatio > -0x10000
        || maxRatio < 0x10000;
  }

  /**
   * Whether the rules admit an item with these attributes.
   *
   * @param current price code of the item looked at
   */
  public boolean admits(ItemFacts item, int current, boolean muted, NameTable categories) {
    return !isBlocked(item.category, categories)
        && (item.price == PriceCode.UNKNOWN || affords(item.price, current, muted));
  }

  private boolean affords(int price, int current, boolean muted) {
    if (price < minPrice || price > maxPrice) {
      return false;
    }
    int distance = price - current;
    return current == PriceCode.UNKNOWN
        || (distance >= minRatio && distance <= maxRatio && (!muted || distance <= 0));
  }

  private boolean isBlocked(int category, NameTable categories) {
    if (blockedCategories.length == 0 || category == NameTable.NONE) {
      return false;
    }
    for (int level : categories.path(category)) {
      if (Arrays.binarySearch(blockedCategories, level) >= 0) {
        return true;
      }
    }
    return false;
  }

  public boolean caps() {
    return categoryCap > 0 || brandCap > 0;
  }
}
