package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.RobustZ;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.RunningStatistic;
import io.rapport.core.sketch.Segment;

/**
 * Finds numbers that are far from the usual one of their segment even for those among whom they
 * belong: a quantity that is extreme for its item is usual for a customer who always buys much.
 * Each number counts as its distance from the median of its segment, and is judged among the
 * distances of its group; by its segment alone where the group has too few. A number is judged by
 * those before it, and then learned, outlier or not.
 */
final class RelativeOutlierStep implements Step {

  private final int field;
  private final RobustZ rule;
  private final Consequence consequence;
  private final SegmentKey segment;
  private final SegmentKey group;
  private final RunningStatistic<QuantileSketch> values;
  private final RunningStatistic<QuantileSketch> distances;

  RelativeOutlierStep(
      String name,
      Field field,
      RobustZ rule,
      RunningStatistic<QuantileSketch> values,
      RunningStatistic<QuantileSketch> distances) {
    Source source = Source.labelled(field.source());
    this.field = field.index();
    this.rule = rule;
    this.consequence =
        new Consequence(
            name,
            field,
            rule.action(),
            Rejection.INVALID_VALUE,
            "is far from the others of its segment");
    this.segment = new SegmentKey(source, rule.segments().by());
    this.group = new SegmentKey(source, rule.among());
    this.values = values;
    this.distances = distances;
  }

  @Override
  public boolean apply(FieldValues record, long time, Changes changes)
      throws RejectedEventException {
    double raw = record.number(field);
    long name = segment.of(record);
    if (Double.isNaN(raw) || record.made(field) || name == SegmentKey.NONE) {
      return true;
    }
    double value = rule.scaled(raw);
    Segment<QuantileSketch> usual = known(values, name);
    boolean kept = usual == null || judge(usual, value, group.of(record), time, record, changes);
    learn(values, name, value, time);
    return kept;
  }

  /** Judges a value, and learns its distance from the median. */
  private boolean judge(
      Segment<QuantileSketch> usual,
      double value,
      long group,
      long time,
      FieldValues record,
      Changes changes)
      throws RejectedEventException {
    double median = (usual.low() + usual.high()) / 2;
    Segment<QuantileSketch> among = group == SegmentKey.NONE ? null : known(distances, group);
    double low = among == null ? usual.low() : median + among.low();
    double high = among == null ? usual.high() : median + among.high();
    boolean kept =
        (value >= low && value <= high)
            || consequence.apply(record, changes, rule.unscaled(value < low ? low : high));
    if (group != SegmentKey.NONE) {
      learn(distances, group, value - median, time);
    }
    return kept;
  }

  /** A segment with enough values, and with its present bounds; null for another. */
  private Segment<QuantileSketch> known(RunningStatistic<QuantileSketch> statistic, long name) {
    Segment<QuantileSketch> found = statistic.find(name);
    if (found == null || found.count() < rule.segments().minimum()) {
      return null;
    }
    if (found.stale()) {
      rule.bound(found, statistic.merged(found));
    }
    return found;
  }

  /** Of what has no logarithm nothing can be learned. */
  private static void learn(
      RunningStatistic<QuantileSketch> statistic, long name, double value, long time) {
    QuantileSketch sketch = Double.isFinite(value) ? statistic.at(name, time) : null;
    if (sketch != null) {
      sketch.add(value);
    }
  }
}
