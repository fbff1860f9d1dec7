package io.rapport.jobs.intake;

import io.rapport.avro.CatalogueItem;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.RejectedEventException;

/** Maps and cleans a {@link CatalogueItem} to a {@link CatalogueEntry}. */
public final class CatalogueMapping {

  /** The domain's stock of an item that the shop does not count. */
  private static final int UNCOUNTED = -1;

  private static final Source SOURCE = Source.CATALOGUE;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field ITEM_ID = SOURCE.field("itemId");
  private static final Field TITLE = SOURCE.field("title");
  private static final Field DESCRIPTION = SOURCE.field("description");
  private static final Field CATEGORY = SOURCE.field("category");
  private static final Field BRAND = SOURCE.field("brand");
  private static final Field PRICE = SOURCE.field("price");
  private static final Field CURRENCY = SOURCE.field("currency");
  private static final Field STOCK = SOURCE.field("stock");

  private CatalogueMapping() {}

  public static CatalogueEntry toDomain(CatalogueItem item, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String eventId = cleaner.required("eventId", item.getEventId());
    long eventTime = cleaner.eventTime(item.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(item.getSite());
    String itemId = cleaner.required("itemId", item.getItemId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(ITEM_ID, itemId)
            .set(TITLE, item.getTitle())
            .set(DESCRIPTION, item.getDescription())
            .set(CATEGORY, cleaner.optional("category", item.getCategory()))
            .set(BRAND, item.getBrand())
            .set(PRICE, item.getPrice(), item.getPriceText())
            .set(CURRENCY, item.getCurrency())
            .set(STOCK, item.getStock());
    cleaning.clean(values, eventTime);
    return new CatalogueEntry(
        eventId,
        eventTime,
        site,
        itemId,
        values.text(TITLE),
        values.text(DESCRIPTION),
        values.text(CATEGORY),
        values.text(BRAND),
        values.number(PRICE),
        values.text(CURRENCY),
        values.whole(STOCK, UNCOUNTED),
        item.getActive(),
        cleaning.changes());
  }

  /** The entry of an item that left the catalogue: known, but not to be shown. */
  public static CatalogueEntry removed(
      String eventId, long brokerTime, String site, String itemId) {
    return new CatalogueEntry(
        eventId, brokerTime, site, itemId, null, null, null, null, Double.NaN, null, 0, false, "");
  }
}
