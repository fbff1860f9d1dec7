package io.rapport.benchmarks;

import java.util.List;

/**
 * Something done in a recorded shop.
 *
 * @param items one, or the lines of an order
 * @param time milliseconds since the epoch
 * @param bought whether what is done is to be predicted as a purchase
 */
record ShopStep(String user, List<String> items, long time, Kind kind, boolean bought) {

  enum Kind {
    VIEW,
    CART,
    ORDER,
    RETURN
  }

  static ShopStep of(String user, String item, long time, Kind kind, boolean bought) {
    return new ShopStep(user, List.of(item), time, kind, bought);
  }
}
