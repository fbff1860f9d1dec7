package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedFunction;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.util.Collector;

/**
 * Follows the contents of each order through purchase, return, cancellation and retraction.
 *
 * <pre>
 * in    {@link OrderInput} by order
 * out   {@link BoughtLine}: a change of the order, for one of its items
 * </pre>
 */
final class BasketFunction extends PackedFunction<OrderInput, Basket, BoughtLine> {

  private final BoughtSettings settings;
  private final boolean used;

  BasketFunction(RecommendationSettings all) {
    super(RecommendationUids.DOMAIN, RecommendationUids.BASKET_STATE);
    this.settings = all.bought();
    this.used = all.uses(CandidateSource.BOUGHT_TOGETHER);
  }

  @Override
  public StateNote note() {
    return StateNote.per("order", "lines", "%d lines", settings.maxLines())
        .until(settings.orderExpiryMillis(), "event");
  }

  @Override
  protected PackedFormat<Basket> format() {
    return Basket.format(settings);
  }

  @Override
  protected void apply(
      Basket basket, OrderInput input, Context context, Collector<BoughtLine> out) {
    if (!used) {
      return;
    }
    switch (input.kind()) {
      case PURCHASE -> basket.apply(input.purchase(), out::collect);
      case RETRACTION -> basket.apply(input.retraction(), out::collect);
    }
  }
}
