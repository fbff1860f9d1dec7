package io.rapport.benchmarks.purchases;

import java.util.List;

/**
 * An action in a recorded shop, or an item's entry into its catalogue.
 *
 * @param items one, or the lines of an order
 * @param time milliseconds since the epoch
 * @param bought whether what is done is to be predicted as a purchase
 * @param title of an item that enters the catalogue; null for all else
 */
record ShopStep(
    String user, List<String> items, long time, Kind kind, boolean bought, String title) {

  enum Kind {
    /** An item enters the catalogue; nobody did anything. */
    LISTED,
    VIEW,
    CART,
    ORDER,
    RETURN
  }

  static ShopStep of(String user, String item, long time, Kind kind, boolean bought) {
    return new ShopStep(user, List.of(item), time, kind, bought, null);
  }

  /** An item enters the catalogue. */
  static ShopStep listed(String item, String title, long time) {
    return new ShopStep("", List.of(item), time, Kind.LISTED, false, title);
  }
}
