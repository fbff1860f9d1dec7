package io.rapport.connectors.sources.shop;

/**
 * The settings of a Shopify shop.
 *
 * @param item the field of an order's line that holds the item's id in catalogue and clicks:
 *     product_id, variant_id or sku
 * @param visitor the name of an order's note attribute that holds the visitor's id, or {@code
 *     cart_token} for the cart's own
 */
public record ShopifySettings(String item, String visitor) {

  /** Items by {@code product_id}, visitors by the note attribute {@code rapport_visitor}. */
  public static final ShopifySettings DEFAULT =
      new ShopifySettings("product_id", "rapport_visitor");
}
