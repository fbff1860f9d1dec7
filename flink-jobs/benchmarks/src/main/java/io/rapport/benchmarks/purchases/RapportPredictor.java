package io.rapport.benchmarks.purchases;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.content.TextEmbedding;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The engine as a predictor: its last list for a user is its prediction; for a user it has not
 * seen, it predicts the items bought most, as the gateway answers.
 */
final class RapportPredictor implements PurchasePredictor {

  private static final String SITE = "evaluation";

  private final InMemoryRecommender recommender;
  private final Map<String, List<String>> last = new HashMap<>();
  private final Popularity popularity;
  private long events;

  /**
   * @param embedding of titles; null for their words alone
   */
  RapportPredictor(RecommendationSettings settings, TextEmbedding embedding) {
    this.recommender = new InMemoryRecommender(settings, embedding);
    this.popularity = new Popularity(settings.ranking().size(), 0);
  }

  @Override
  public List<String> predict(String user, long time) {
    List<String> list = last.get(user);
    return list != null ? list : popularity.predict(user, time);
  }

  @Override
  public void learn(ShopStep step) {
    popularity.learn(step);
    events++;
    switch (step.kind()) {
      case LISTED -> list(step);
      case VIEW -> look(step, ClickAction.VIEW);
      case CART -> look(step, ClickAction.ADD_TO_CART);
      case ORDER -> buy(step, PurchaseKind.ORDER);
      case RETURN -> buy(step, PurchaseKind.RETURN);
    }
  }

  private void list(ShopStep step) {
    recommender.apply(
        new CatalogueEntry(
            "e" + events,
            step.time(),
            SITE,
            step.items().get(0),
            step.title(),
            null,
            null,
            null,
            Double.NaN,
            null,
            -1,
            true,
            ""));
  }

  private void look(ShopStep step, ClickAction action) {
    Recommended answer =
        recommender.apply(
            new ClickEvent(
                "e" + events,
                step.time(),
                step.time(),
                SITE,
                step.user(),
                null,
                null,
                action,
                step.items().get(0),
                null,
                null,
                null,
                -1,
                Double.NaN,
                null,
                false,
                ""));
    if (answer != null) {
      last.put(step.user(), answer.items().stream().map(RankedItem::itemId).toList());
    }
  }

  private void buy(ShopStep step, PurchaseKind kind) {
    recommender.apply(
        new PurchaseEvent(
            "e" + events,
            step.time(),
            step.time(),
            step.time(),
            SITE,
            "o" + events,
            null,
            kind,
            null,
            step.user(),
            null,
            null,
            null,
            null,
            step.items().stream().map(item -> new PurchaseLine(item, 1, Double.NaN)).toList(),
            0,
            ""));
  }
}
