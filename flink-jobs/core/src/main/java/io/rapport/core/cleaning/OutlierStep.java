package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Bounds;
import io.rapport.core.cleaning.CleaningRule.Detector;
import io.rapport.core.cleaning.CleaningRule.QuantileBand;
import io.rapport.core.cleaning.CleaningRule.RobustZ;
import io.rapport.core.cleaning.CleaningRule.Segments;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.RunningStatistic;
import io.rapport.core.sketch.Segment;

/**
 * Finds numbers far from the others of their segment. A number is judged by those before it, and
 * then learned, outlier or not: a new level is an outlier at first, and the rule once it lasts.
 */
final class OutlierStep implements Step {

  private final Field field;
  private final Detector detector;
  private final boolean logarithmic;
  private final int minimum;
  private final Consequence consequence;
  private final SegmentKey key;
  private final RunningStatistic<QuantileSketch> statistic;

  OutlierStep(String rule, Field field, RobustZ z, RunningStatistic<QuantileSketch> statistic) {
    this(rule, field, z, z.logarithmic(), z.segments(), z.action(), statistic);
  }

  OutlierStep(
      String rule, Field field, QuantileBand band, RunningStatistic<QuantileSketch> statistic) {
    this(rule, field, band, band.logarithmic(), band.segments(), band.action(), statistic);
  }

  private OutlierStep(
      String rule,
      Field field,
      Detector detector,
      boolean logarithmic,
      Segments segments,
      Action action,
      RunningStatistic<QuantileSketch> statistic) {
    this.field = field;
    this.detector = detector;
    this.logarithmic = logarithmic;
    this.minimum = segments.minimum();
    this.consequence =
        new Consequence(
            rule, field, action, Rejection.INVALID_VALUE, "is far from the others of its segment");
    this.key = new SegmentKey(Source.labelled(field.source()), segments.by());
    this.statistic = statistic;
  }

  /** A check for fixed bounds. */
  static Step bounds(String rule, Field field, Bounds bounds) {
    Consequence below =
        new Consequence(
            rule,
            field,
            bounds.below(),
            Rejection.INVALID_VALUE,
            "is below " + Plain.text(bounds.min()));
    Consequence above =
        new Consequence(
            rule,
            field,
            bounds.above(),
            Rejection.INVALID_VALUE,
            "is above " + Plain.text(bounds.max()));
    int index = field.index();
    return (values, time, changes) -> {
      double value = values.number(index);
      if (value < bounds.min()) {
        return below.apply(values, changes, bounds.min());
      }
      return !(value > bounds.max()) || above.apply(values, changes, bounds.max());
    };
  }

  @Override
  public boolean apply(FieldValues values, long time, Changes changes)
      throws RejectedEventException {
    double raw = values.number(field.index());
    if (Double.isNaN(raw) || values.made(field.index())) {
      return true;
    }
    double value = logarithmic ? (raw > 0 ? Math.log(raw) : Double.NEGATIVE_INFINITY) : raw;
    long name = key.of(values);
    if (name == SegmentKey.NONE) {
      return true;
    }
    Segment<QuantileSketch> segment = statistic.find(name);
    boolean kept = segment == null || judge(segment, value, values, changes);
    // Of what has no logarithm nothing can be learned.
    if (Double.isFinite(value)) {
      QuantileSketch sketch = statistic.at(name, time);
      if (sketch != null) {
        sketch.add(value);
      }
    }
    return kept;
  }

  private boolean judge(
      Segment<QuantileSketch> segment, double value, FieldValues values, Changes changes)
      throws RejectedEventException {
    if (segment.count() < minimum) {
      return true;
    }
    if (segment.stale()) {
      bound(segment);
    }
    if (value >= segment.low() && value <= segment.high()) {
      return true;
    }
    double bound = value < segment.low() ? segment.low() : segment.high();
    return consequence.apply(values, changes, logarithmic ? Math.exp(bound) : bound);
  }

  private void bound(Segment<QuantileSketch> segment) {
    QuantileSketch all = statistic.merged(segment);
    if (detector instanceof RobustZ z) {
      z.bound(segment, all);
    } else if (detector instanceof QuantileBand band) {
      double low = all.quantile(band.low());
      double high = all.quantile(band.high());
      double wider = band.widen() * (high - low);
      segment.keep(low - wider, high + wider);
    }
  }
}
