package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Segments;
import io.rapport.core.sketch.FrequentValues;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.RunningStatistic;
import io.rapport.core.sketch.Segment;

/**
 * Puts the median or mode of the segment in the place of a missing value, and learns the values
 * that are there. A segment with fewer values than the minimum leaves the value missing.
 */
final class ImputeStep {

  private ImputeStep() {}

  static Step median(
      String rule, Field field, Segments segments, RunningStatistic<QuantileSketch> statistic) {
    SegmentKey key = new SegmentKey(Source.labelled(field.source()), segments.by());
    int index = field.index();
    return (values, time, changes) -> {
      long name = key.of(values);
      if (name == SegmentKey.NONE) {
        return true;
      }
      double value = values.number(index);
      if (!Double.isNaN(value)) {
        QuantileSketch sketch = values.made(index) ? null : statistic.at(name, time);
        if (sketch != null) {
          sketch.add(value);
        }
        return true;
      }
      if (!values.missing(index)) {
        return true; // A text that no rule could convert: wrong, but not missing.
      }
      Segment<QuantileSketch> segment = statistic.find(name);
      if (segment != null && segment.count() >= segments.minimum()) {
        double median = statistic.merged(segment).quantile(0.5);
        double made = field.type() == FieldType.WHOLE ? Math.rint(median) : median;
        values.replace(index, made);
        values.make(index);
        changes.add(rule, ChangeKind.IMPUTED, field, made);
      }
      return true;
    };
  }

  static Step mode(
      String rule, Field field, Segments segments, RunningStatistic<FrequentValues> statistic) {
    SegmentKey key = new SegmentKey(Source.labelled(field.source()), segments.by());
    int index = field.index();
    return (values, time, changes) -> {
      long name = key.of(values);
      if (name == SegmentKey.NONE) {
        return true;
      }
      String value = values.text(index);
      if (value != null) {
        FrequentValues sketch =
            values.made(index) || value.length() > Change.LONGEST ? null : statistic.at(name, time);
        if (sketch != null) {
          sketch.add(value);
        }
        return true;
      }
      Segment<FrequentValues> segment = statistic.find(name);
      if (segment != null && segment.count() >= segments.minimum()) {
        String mode = statistic.merged(segment).mode();
        if (mode != null) {
          values.replace(index, mode);
          values.make(index);
          changes.add(rule, ChangeKind.IMPUTED, field, mode);
        }
      }
      return true;
    };
  }
}
