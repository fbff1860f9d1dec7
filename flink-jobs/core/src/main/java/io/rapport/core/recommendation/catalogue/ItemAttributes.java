package io.rapport.core.recommendation.catalogue;

import io.rapport.core.intake.Keys;

/**
 * The attributes of a catalogue item that rankers need. Nullable: {@code category}, {@code brand}.
 *
 * @param time event time of the change, milliseconds since the epoch
 * @param listed false when the item has left the catalogue and its attributes are to be dropped
 * @param category path, levels separated by '/'
 * @param brand brand or seller
 * @param price unit price in the currency's major unit, or NaN
 * @param popularity of {@link Popularity}
 */
public record ItemAttributes(
    String site,
    String itemId,
    long time,
    boolean listed,
    String category,
    String brand,
    double price,
    int popularity) {

  /** The attributes of an item that has left the catalogue. */
  public static ItemAttributes gone(String itemKey, long time) {
    return new ItemAttributes(
        Keys.site(itemKey), Keys.id(itemKey), time, false, null, null, Double.NaN, 0);
  }
}
