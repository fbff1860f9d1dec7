package io.rapport.core.recommendation.catalogue;

/**
 * A change of an item's availability.
 *
 * @param available whether the item may be recommended
 * @param time event time of the change, milliseconds since the epoch
 */
public record AvailabilityChange(String site, String itemId, boolean available, long time) {

  /** The key of the item, as of {@link ItemKeys#key}. */
  public long key() {
    return ItemKeys.key(site, itemId);
  }
}
