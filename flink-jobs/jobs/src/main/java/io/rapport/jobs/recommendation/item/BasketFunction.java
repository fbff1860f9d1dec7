package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.basket.Basket;
import io.rapport.core.recommendation.basket.BoughtLine;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.PackedCodec;
import io.rapport.jobs.state.PackedFunction;
import org.apache.flink.util.Collector;

/**
 * Purchases, returns and orders to be taken back, keyed by order, in; what they change for the
 * order's items out.
 */
final class BasketFunction extends PackedFunction<OrderInput, Basket, BoughtLine> {

  private final BoughtSettings settings;
  private final boolean used;

  BasketFunction(RecommendationSettings all) {
    super(RecommendationUids.BASKET_STATE);
    this.settings = all.bought();
    this.used = all.uses(CandidateSource.BOUGHT_TOGETHER);
  }

  @Override
  protected PackedCodec<Basket> codec() {
    return new PackedCodec<>(
        () -> new Basket(settings), bytes -> Basket.fromBytes(bytes, settings), Basket::write);
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

  @Override
  protected boolean empty(Basket basket) {
    return !used;
  }

  @Override
  protected long expiry(Basket basket) {
    return basket.expiry();
  }
}
