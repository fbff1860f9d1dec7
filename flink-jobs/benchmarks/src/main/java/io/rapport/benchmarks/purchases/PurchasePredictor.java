package io.rapport.benchmarks.purchases;

import java.util.List;

/** Says what a user buys next. */
interface PurchasePredictor {

  /** Items that the user may buy next, the likeliest first. */
  List<String> predict(String user, long time);

  /** Learns what was done. */
  void learn(ShopStep step);
}
