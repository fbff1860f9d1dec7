package io.rapport.core.intake;

/**
 * A cleaned catalogue item. Nullable: texts, {@code category}, {@code brand}, {@code currency}.
 *
 * @param eventTime event time, milliseconds since the epoch
 * @param price unit price in the currency's major unit, or NaN
 * @param stock units available, 0 when sold out, -1 when the shop does not track stock
 * @param active whether the item may be shown at all
 */
public record CatalogueEntry(
    String eventId,
    long eventTime,
    String site,
    String itemId,
    String title,
    String description,
    String category,
    String brand,
    double price,
    String currency,
    int stock,
    boolean active,
    String repairs) {

  /** Site-qualified key of the item. */
  public String itemKey() {
    return Keys.of(site, itemId);
  }

  /** Whether the item may be recommended now. */
  public boolean available() {
    return active && stock != 0;
  }
}
