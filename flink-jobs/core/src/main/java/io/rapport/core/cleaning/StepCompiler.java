package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Bounds;
import io.rapport.core.cleaning.CleaningRule.Centre;
import io.rapport.core.cleaning.CleaningRule.Convert;
import io.rapport.core.cleaning.CleaningRule.Default;
import io.rapport.core.cleaning.CleaningRule.Detector;
import io.rapport.core.cleaning.CleaningRule.Head;
import io.rapport.core.cleaning.CleaningRule.Impute;
import io.rapport.core.cleaning.CleaningRule.Outlier;
import io.rapport.core.cleaning.CleaningRule.QuantileBand;
import io.rapport.core.cleaning.CleaningRule.Required;
import io.rapport.core.cleaning.CleaningRule.RobustZ;
import io.rapport.core.cleaning.CleaningRule.Standardise;
import io.rapport.core.intake.Rejection;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.RunningStatistic;
import java.util.Map;
import java.util.Set;

/** Makes steps of rules, and opens the statistics that they keep. */
final class StepCompiler {

  private final Statistics statistics;

  StepCompiler(Statistics statistics) {
    this.statistics = statistics;
  }

  /** The step of a rule on one of its fields. */
  Step compile(CleaningRule rule, Field field) {
    return where(rule.head(), field, step(rule, field));
  }

  private Step step(CleaningRule rule, Field field) {
    String name = rule.head().name();
    if (rule instanceof Required required) {
      return required(name, field, required.missing());
    }
    if (rule instanceof Default fixed) {
      return defaulted(name, field, fixed.value());
    }
    if (rule instanceof Impute impute) {
      return impute.centre() == Centre.MEDIAN
          ? ImputeStep.median(
              name,
              field,
              impute.segments(),
              statistics.numbers(name, field, "median", impute.segments()))
          : ImputeStep.mode(
              name, field, impute.segments(), statistics.texts(name, field, impute.segments()));
    }
    if (rule instanceof Outlier outlier) {
      return outlier(name, field, outlier.detector());
    }
    if (rule instanceof Standardise standardise) {
      return new StandardiseStep(standardise, field);
    }
    return ConvertStep.of((Convert) rule, field);
  }

  private Step outlier(String name, Field field, Detector detector) {
    if (detector instanceof RobustZ z) {
      String kind = z.logarithmic() ? "log" : "linear";
      RunningStatistic<QuantileSketch> values = statistics.numbers(name, field, kind, z.segments());
      if (z.among().isEmpty()) {
        return new OutlierStep(name, field, z, values);
      }
      String among = kind + " among " + String.join("+", z.among());
      return new RelativeOutlierStep(
          name, field, z, values, statistics.numbers(name, field, among, z.segments()));
    }
    if (detector instanceof QuantileBand band) {
      String kind = band.logarithmic() ? "log" : "linear";
      return new OutlierStep(
          name, field, band, statistics.numbers(name, field, kind, band.segments()));
    }
    return OutlierStep.bounds(name, field, (Bounds) detector);
  }

  private static Step required(String rule, Field field, Action action) {
    Consequence missing =
        new Consequence(rule, field, action, Rejection.MISSING_FIELD, "is missing");
    int index = field.index();
    return (values, time, changes) -> !values.missing(index) || missing.apply(values, changes);
  }

  private static Step defaulted(String rule, Field field, String value) {
    int index = field.index();
    boolean numeric = field.type().numeric();
    double number = numeric ? Double.parseDouble(value.replace("_", "")) : Double.NaN;
    return (values, time, changes) -> {
      if (values.missing(index)) {
        values.make(index);
        if (numeric) {
          values.replace(index, number);
          changes.add(rule, ChangeKind.DEFAULTED, field, number);
        } else {
          values.replace(index, value);
          changes.add(rule, ChangeKind.DEFAULTED, field, value);
        }
      }
      return true;
    };
  }

  private static Step where(Head head, Field field, Step step) {
    Step guarded = step;
    Source source = Source.labelled(field.source());
    for (Map.Entry<String, Set<String>> condition : head.where().entrySet()) {
      int index = source.field(condition.getKey()).index();
      Set<String> wanted = condition.getValue();
      Step inner = guarded;
      guarded =
          (values, time, changes) -> {
            String value = values.text(index);
            return value == null || !wanted.contains(value) || inner.apply(values, time, changes);
          };
    }
    return guarded;
  }
}
