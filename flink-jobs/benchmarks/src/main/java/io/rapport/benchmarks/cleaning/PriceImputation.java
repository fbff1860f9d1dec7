package io.rapport.benchmarks.cleaning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The errors of imputed prices beside those of two means of the same stream: of the item's prices
 * so far, and of all prices so far. Only prices that the rule imputed are compared.
 */
final class PriceImputation {

  private record Mean(double sum, long count) {
    Mean plus(double value) {
      return new Mean(sum + value, count + 1);
    }

    double value() {
      return sum / count;
    }
  }

  private static final Mean NONE = new Mean(0, 0);

  private final Map<String, Mean> ofItem = new HashMap<>();
  private Mean ofAll = NONE;
  private final List<Double> rule = new ArrayList<>();
  private final List<Double> itemMean = new ArrayList<>();
  private final List<Double> allMean = new ArrayList<>();
  private long missing;

  /** Learns a price that came with its line. */
  void learn(String item, double price) {
    ofItem.merge(item, NONE.plus(price), (mean, one) -> mean.plus(price));
    ofAll = ofAll.plus(price);
  }

  /**
   * Counts a line without a usable price.
   *
   * @param imputed NaN where the rule imputed none
   */
  void missing(String item, double truth, double imputed) {
    missing++;
    Mean mean = ofItem.get(item);
    if (!Double.isNaN(imputed) && mean != null) {
      rule.add(Math.abs(imputed - truth));
      itemMean.add(Math.abs(mean.value() - truth));
      allMean.add(Math.abs(ofAll.value() - truth));
    }
  }

  long count() {
    return missing;
  }

  /** The share of missing prices that were imputed. */
  double coverage() {
    return missing == 0 ? Double.NaN : (double) rule.size() / missing;
  }

  double ruleError() {
    return median(rule);
  }

  double itemMeanError() {
    return median(itemMean);
  }

  double allMeanError() {
    return median(allMean);
  }

  double ruleMeanError() {
    return mean(rule);
  }

  double itemMeanMeanError() {
    return mean(itemMean);
  }

  double allMeanMeanError() {
    return mean(allMean);
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(error -> error).average().orElse(Double.NaN);
  }

  private static double median(List<Double> errors) {
    if (errors.isEmpty()) {
      return Double.NaN;
    }
    double[] sorted = errors.stream().mapToDouble(error -> error).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
