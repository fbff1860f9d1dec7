package io.rapport.benchmarks.cleaning;

import io.rapport.core.cleaning.CleaningRules;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shipped rules and what a shop adds for a file of invoices: the format of its dates, its
 * categories, and the descriptions of its items. The parameters of detection are those of the
 * shipped rules.
 */
final class ShopRules {

  /** A category by a word in the descriptions of its items. */
  private static final Map<String, String> CATEGORIES =
      new TreeMap<>(
          Map.of(
              "BAG", "Handbags",
              "LIGHT", "Lighting",
              "CAKE", "Bakeware",
              "CHRISTMAS", "Christmas",
              "CARD", "Stationery",
              "MUG", "Drinkware",
              "CANDLE", "Candlesticks",
              "CLOCK", "Clocks",
              "SIGN", "Wall signs",
              "JAR", "Storage jars"));

  private static final String ADDED =
      """
      rules:
        - name: date
          on: purchase.eventTime
          convert: date
          formats: [yyyy-MM-dd HH:mm:ss]

        - name: category-name
          on: click.category
          standardise: category
          vocabulary: categories
          edits: 1

        - name: description-of-item
          on: purchase-line.description
          impute: mode
          by: itemId
          minimum: 1
          window: 30d
          segments: 5000

        - name: description-missing
          on: purchase-line.description
          required: mark

      """;

  private ShopRules() {}

  static CleaningRules rules() {
    StringBuilder words = new StringBuilder("vocabularies:\n  categories:\n");
    CATEGORIES.values().forEach(name -> words.append("    ").append(name).append(": []\n"));
    return CleaningRules.parse(
        CleaningRules.shipped()
            .yaml()
            .replace("\nvocabularies:\n", "\n" + words)
            .replace("\nrules:\n", "\n" + ADDED));
  }

  /** The category of an item; null for one without. */
  static String category(String description) {
    String words = description.toUpperCase(Locale.ROOT);
    for (Map.Entry<String, String> category : CATEGORIES.entrySet()) {
      if (words.contains(category.getKey())) {
        return category.getValue();
      }
    }
    return null;
  }
}
