package io.rapport.core.recommendation.content;

import io.rapport.core.intake.CatalogueEntry;

/** The catalogue's texts of an item as one: title, category path, brand, description. */
final class ItemText {

  private ItemText() {}

  /**
   * The text, the most informative part first.
   *
   * @return empty for an entry without any, such as one that removes the item from the catalogue
   */
  static String of(CatalogueEntry entry, int maxLength) {
    StringBuilder text = new StringBuilder();
    append(text, entry.title());
    append(text, entry.category() == null ? null : entry.category().replace('/', ' '));
    append(text, entry.brand());
    append(text, entry.description());
    text.setLength(Math.min(text.length(), maxLength));
    return text.toString();
  }

  private static void append(StringBuilder text, String part) {
    if (part != null && !part.isBlank()) {
      text.append(text.isEmpty() ? "" : ". ").append(part.strip());
    }
  }
}
