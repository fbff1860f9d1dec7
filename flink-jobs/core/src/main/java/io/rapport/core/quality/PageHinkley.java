package io.rapport.core.quality;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Detects a lasting fall of a mean (Page, Biometrika 1954; Hinkley, Biometrika 1970). It sums by
 * how much more than a tolerance the observations lie below their mean so far; an alarm is due when
 * the sum has risen by a threshold above its minimum. It restarts after an alarm. Not thread-safe.
 */
public final class PageHinkley {

  private static final int FORMAT = 1;

  private final double tolerance;
  private final double threshold;
  private double observations;
  private double mean;
  private double sum;
  private double least;

  /**
   * A detector without observations.
   *
   * @param tolerance fall of the mean that does not count
   * @param threshold observations times fall beyond the tolerance that raise an alarm; above 0
   */
  public PageHinkley(double tolerance, double threshold) {
    Checks.above("threshold", threshold, 0);
    Checks.that(tolerance >= 0, "tolerance must not be below 0 but is " + tolerance);
    this.tolerance = tolerance;
    this.threshold = threshold;
  }

  /**
   * Adds observations.
   *
   * @param value their mean
   * @param count their number
   * @return nearness of an alarm, as a share of the threshold; 1 or more is an alarm
   */
  public double add(double value, long count) {
    if (observations > 0) {
      sum += count * (mean - value - tolerance);
      least = Math.min(least, sum);
    }
    observations += count;
    mean += count * (value - mean) / observations;
    double nearness = (sum - least) / threshold;
    if (nearness >= 1) {
      observations = 0;
      mean = 0;
      sum = 0;
      least = 0;
    }
    return nearness;
  }

  /** The packed form; tolerance and threshold as in the constructor. */
  public static PackedFormat<PageHinkley> format(double tolerance, double threshold) {
    return new PackedFormat<>(
        "A drift detector",
        FORMAT,
        () -> new PageHinkley(tolerance, threshold),
        PageHinkley::write,
        in -> read(in, tolerance, threshold));
  }

  private void write(PackedWriter out) {
    out.writeDouble(observations);
    out.writeDouble(mean);
    out.writeDouble(sum);
    out.writeDouble(least);
  }

  private static PageHinkley read(PackedReader in, double tolerance, double threshold) {
    PageHinkley detector = new PageHinkley(tolerance, threshold);
    detector.observations = in.readDouble();
    detector.mean = in.readDouble();
    detector.sum = in.readDouble();
    detector.least = in.readDouble();
    return detector;
  }
}
