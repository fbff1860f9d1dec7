package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.basket.OrderCount;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.util.Collector;

/**
 * Counts orders, with decay; {@link #ofSite} those of a site, {@link #ofItem} those with an item.
 *
 * <pre>
 * in    {@link BoughtLine} by site, or by item
 * out   {@link BoughtLine} with the site's count, or {@link ItemUpdate} with a pair bought together
 * </pre>
 */
abstract class OrdersFunction<O> extends PackedFunction<BoughtLine, OrderCount, O> {

  private final BoughtSettings settings;

  private OrdersFunction(String name, BoughtSettings settings) {
    super(RecommendationUids.DOMAIN, name);
    this.settings = settings;
  }

  /** Adds the number of the site's orders to each line. */
  static OrdersFunction<BoughtLine> ofSite(BoughtSettings settings) {
    return new OrdersFunction<>(RecommendationUids.SITE_ORDERS_STATE, settings) {
      @Override
      protected void apply(
          OrderCount count, BoughtLine line, Context context, Collector<BoughtLine> out) {
        out.collect(count.site(line));
      }
    };
  }

  /** Makes pairs of the item and the others of each line. */
  static OrdersFunction<ItemUpdate> ofItem(BoughtSettings settings) {
    return new OrdersFunction<>(RecommendationUids.ITEM_ORDERS_STATE, settings) {
      @Override
      protected void apply(
          OrderCount count, BoughtLine line, Context context, Collector<ItemUpdate> out) {
        count.item(line, pair -> out.collect(ItemUpdate.of(pair)));
      }
    };
  }

  @Override
  public StateNote note() {
    return StateNote.per("site or item", "number of orders", "17 bytes")
        .until(settings.expiryMillis(), "order");
  }

  @Override
  protected PackedFormat<OrderCount> format() {
    return OrderCount.format(settings);
  }
}
