package io.rapport.jobs.intake;

import io.rapport.avro.CatalogueItem;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Repair;
import io.rapport.core.intake.Repairs;

/** Maps and cleans a {@link CatalogueItem} to a {@link CatalogueEntry}. */
public final class CatalogueMapping {

  /** The domain's stock of an item that the shop does not count. */
  private static final int UNCOUNTED = -1;

  private CatalogueMapping() {}

  public static CatalogueEntry toDomain(CatalogueItem item, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    return new CatalogueEntry(
        cleaner.required("eventId", item.getEventId()),
        cleaner.eventTime(item.getEventTime().toEpochMilli(), brokerTime),
        cleaner.site(item.getSite()),
        cleaner.required("itemId", item.getItemId()),
        cleaner.text(item.getTitle(), repairs),
        cleaner.text(item.getDescription(), repairs),
        cleaner.category(item.getCategory(), repairs),
        cleaner.text(item.getBrand(), repairs),
        cleaner.price(item.getPrice(), repairs),
        cleaner.standard().currency(item.getCurrency(), repairs),
        stock(item.getStock(), repairs),
        item.getActive(),
        repairs.codes());
  }

  /** The entry of an item that left the catalogue: known, but not to be shown. */
  public static CatalogueEntry removed(
      String eventId, long brokerTime, String site, String itemId) {
    return new CatalogueEntry(
        eventId, brokerTime, site, itemId, null, null, null, null, Double.NaN, null, 0, false, "");
  }

  private static int stock(Integer stock, Repairs repairs) {
    if (stock == null) {
      return UNCOUNTED;
    }
    if (stock < 0) {
      // Oversold: nothing is left to sell.
      repairs.add(Repair.STOCK_INVALID);
      return 0;
    }
    return stock;
  }
}
