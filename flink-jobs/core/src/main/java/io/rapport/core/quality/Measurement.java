package io.rapport.core.quality;

import io.rapport.core.intake.Keys;

/**
 * The sum of observations of one metric in one site; the metric's value is their mean.
 *
 * @param metric dotted name, for instance {@code support.accuracy}
 * @param sum of the values observed
 * @param count observations; may be 0 where another observation of the same metric counts, as a
 *     click counts among the impressions
 */
public record Measurement(String metric, String site, double sum, long count) {

  /** One observation. */
  public static Measurement of(String metric, String site, double value) {
    return new Measurement(metric, site, value, 1);
  }

  /** One observation of a condition that holds or does not; the mean is a share. */
  public static Measurement of(String metric, String site, boolean so) {
    return of(metric, site, so ? 1 : 0);
  }

  /** Site-qualified key of the metric: only measurements with the same key may be added. */
  public String key() {
    return Keys.of(site, metric);
  }

  /** The sum of both measurements. */
  public Measurement plus(Measurement other) {
    return new Measurement(metric, site, sum + other.sum, count + other.count);
  }

  /** The mean of the observations; NaN without any. */
  public double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }
}
