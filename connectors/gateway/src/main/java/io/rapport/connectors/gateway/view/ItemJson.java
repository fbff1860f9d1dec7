package io.rapport.connectors.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CatalogueItem;
import io.rapport.connectors.gateway.http.Json;

/** The JSON of catalogue items. */
public final class ItemJson {

  private ItemJson() {}

  /** An item as the catalogue has it. */
  public static ObjectNode item(CatalogueItem item) {
    return Json.object()
        .put("site", item.getSite())
        .put("itemId", item.getItemId())
        .put("title", item.getTitle())
        .put("description", item.getDescription())
        .put("category", item.getCategory())
        .put("brand", item.getBrand())
        .put("price", Json.money(item.getPrice()))
        .put("currency", item.getCurrency())
        .put("stock", item.getStock())
        .put("active", item.getActive())
        .put("eventTime", Json.time(item.getEventTime()));
  }

  /**
   * An item as lists show it.
   *
   * @param item the catalogue's entry; null when there is none
   */
  public static ObjectNode described(String itemId, CatalogueItem item) {
    return Json.object()
        .put("itemId", itemId)
        .put("title", item == null ? null : item.getTitle())
        .put("category", item == null ? null : item.getCategory())
        .put("price", item == null ? null : Json.money(item.getPrice()))
        .put("currency", item == null ? null : item.getCurrency());
  }
}
