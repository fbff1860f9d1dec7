package io.rapport.benchmarks.purchases;

import io.rapport.core.stats.ForwardDecay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A predictor by what was bought most, so far or lately. Counts by item halve in each half-life;
 * they are kept as of a landmark, so that none has to be swept.
 */
final class Popularity implements PurchasePredictor {

  private final int size;
  private final ForwardDecay decay; // null for counts that never fall
  private final Map<String, Double> counts = new HashMap<>();
  private long landmark = Long.MIN_VALUE;

  /**
   * @param size items predicted
   * @param halfLifeMillis 0 for counts that never fall
   */
  Popularity(int size, long halfLifeMillis) {
    this.size = size;
    this.decay = halfLifeMillis == 0 ? null : ForwardDecay.halfLife(halfLifeMillis);
  }

  @Override
  public List<String> predict(String user, long time) {
    return top(counts, size);
  }

  @Override
  public void learn(ShopStep step) {
    if (!step.bought()) {
      return;
    }
    if (landmark == Long.MIN_VALUE) {
      landmark = step.time();
    }
    if (decay != null && decay.outgrown(step.time(), landmark)) {
      double factor = decay.fade(step.time() - landmark);
      counts.replaceAll((item, count) -> count * factor);
      landmark = step.time();
    }
    double weight = decay == null ? 1 : decay.weight(step.time(), landmark);
    step.items().forEach(item -> counts.merge(item, weight, Double::sum));
  }

  /** The keys of the greatest values, greatest first; equal ones in the order of the keys. */
  static List<String> top(Map<String, Double> values, int size) {
    PriorityQueue<Map.Entry<String, Double>> best =
        new PriorityQueue<>(size + 1, Popularity::worse);
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      if (best.size() < size || worse(best.peek(), entry) < 0) {
        best.add(entry);
        if (best.size() > size) {
          best.poll();
        }
      }
    }
    List<String> keys = new ArrayList<>();
    while (!best.isEmpty()) {
      keys.add(0, best.poll().getKey());
    }
    return keys;
  }

  private static int worse(Map.Entry<String, Double> a, Map.Entry<String, Double> b) {
    int byValue = Double.compare(a.getValue(), b.getValue());
    return byValue != 0 ? byValue : b.getKey().compareTo(a.getKey());
  }
}
