package io.rapport.benchmarks.purchases;

import io.rapport.benchmarks.evaluation.HitRate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Predicts each purchase before it is learned (prequential evaluation), and counts how often the
 * item is among the first 20. Counted are all purchases, and those of items that the user had not
 * touched before; for these, items touched before are taken out of the list.
 */
final class PurchaseEvaluation {

  private static final int WINDOW = 1_000;

  private final PurchasePredictor predictor;
  private final int every;
  private long purchases;
  private final Map<String, Set<String>> touched = new HashMap<>();
  private final HitRate all = new HitRate(WINDOW);
  private final HitRate discovered = new HitRate(WINDOW);

  /**
   * @param every purchases learned for each that is predicted
   */
  PurchaseEvaluation(PurchasePredictor predictor, int every) {
    this.predictor = predictor;
    this.every = every;
  }

  void run(List<ShopStep> steps, Runnable progress) {
    for (ShopStep step : steps) {
      progress.run();
      if (step.kind() == ShopStep.Kind.LISTED) {
        predictor.learn(step);
        continue;
      }
      Set<String> known = touched.computeIfAbsent(step.user(), any -> new HashSet<>());
      if (step.bought() && purchases++ % every == 0) {
        List<String> predicted = predictor.predict(step.user(), step.time());
        for (String item : step.items()) {
          all.scoreIds(predicted, item);
          if (!known.contains(item)) {
            discovered.scoreIds(predicted.stream().filter(i -> !known.contains(i)).toList(), item);
          }
        }
      }
      predictor.learn(step);
      known.addAll(step.items());
    }
  }

  /** The hit rate of all purchases. */
  HitRate all() {
    return all;
  }

  /** The hit rate of purchases of items that the user had not touched before. */
  HitRate discovered() {
    return discovered;
  }
}
