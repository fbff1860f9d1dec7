package io.rapport.benchmarks.memory;

import io.rapport.benchmarks.stack.BenchStack;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes of a job's values of keyed state, by its own metrics. */
final class StateSizes {

  private static final Pattern METRIC =
      Pattern.compile(".*\\.rapport\\.[^.]+\\.([^.]+)\\.bytes-per-key(-max)?");
  private static final int TRIES = 30;

  /**
   * Bytes of one key's value, packed.
   *
   * @param mean moving average of the last thousand or so written
   * @param largest of all written
   */
  record Size(String state, double mean, double largest) {

    private Size with(Size other) {
      return new Size(state, Math.max(mean, other.mean), Math.max(largest, other.largest));
    }
  }

  private StateSizes() {}

  /**
   * Asks a running job.
   *
   * @return of every state that was written, by name
   * @throws IllegalStateException when the cluster does not tell within half a minute
   */
  static Collection<Size> of(BenchStack.Running job) throws Exception {
    job.metrics(StateSizes::isSize); // Has the cluster fetch them.
    for (int i = 0; i < TRIES; i++) {
      Thread.sleep(BenchStack.METRIC_AGE.toMillis());
      Collection<Size> sizes = of(job.metrics(StateSizes::isSize));
      if (!sizes.isEmpty()) {
        return sizes;
      }
    }
    throw new IllegalStateException("The cluster does not tell how large the states are.");
  }

  private static boolean isSize(String metric) {
    return METRIC.matcher(metric).matches();
  }

  static Collection<Size> of(Map<String, Double> metrics) {
    Map<String, Size> sizes = new TreeMap<>();
    metrics.forEach(
        (name, bytes) -> {
          Matcher metric = METRIC.matcher(name);
          if (metric.matches() && bytes > 0) {
            boolean isMean = metric.group(2) == null;
            String state = metric.group(1);
            sizes.merge(
                state, isMean ? new Size(state, bytes, 0) : new Size(state, 0, bytes), Size::with);
          }
        });
    return sizes.values();
  }
}
