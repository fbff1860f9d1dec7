package io.rapport.core.cleaning;

import io.rapport.core.cleaning.CleaningRule.Convert;
import io.rapport.core.cleaning.CleaningRule.ToNumber;
import io.rapport.core.cleaning.CleaningRule.ToTime;
import io.rapport.core.cleaning.CleaningRule.ToUnit;
import io.rapport.core.cleaning.form.Dates;
import io.rapport.core.cleaning.form.Numbers;
import io.rapport.core.intake.Rejection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.ToDoubleFunction;

/** Makes numbers and times of texts, and brings numbers into another unit. */
final class ConvertStep {

  private ConvertStep() {}

  static Step of(Convert rule, Field field) {
    String name = rule.head().name();
    if (rule.conversion() instanceof ToUnit unit) {
      return unit(name, field, unit.factor());
    }
    if (rule.conversion() instanceof ToTime time) {
      Dates dates = new Dates(time.formats(), time.zone());
      return field.type() == FieldType.DATE
          ? day(rule, field, dates, time.zone())
          : parse(rule, field, dates::parse);
    }
    ToNumber number = (ToNumber) rule.conversion();
    return parse(rule, field, text -> Numbers.parse(text, number.decimal()));
  }

  private static Step unit(String rule, Field field, double factor) {
    int index = field.index();
    return (values, time, changes) -> {
      double value = values.number(index);
      if (!Double.isNaN(value) && !values.made(index) && factor != 1) {
        double converted =
            field.type() == FieldType.WHOLE ? Math.rint(value * factor) : value * factor;
        values.replace(index, converted);
        changes.add(rule, ChangeKind.CONVERTED, field, converted);
      }
      return true;
    };
  }

  /** Writes a date as {@code 1999-12-31}. */
  private static Step day(Convert rule, Field field, Dates dates, ZoneId zone) {
    String name = rule.head().name();
    Consequence invalid = invalid(rule, field);
    int index = field.index();
    return (values, time, changes) -> {
      String text = values.text(index);
      if (text == null) {
        return true;
      }
      double millis = dates.parse(text);
      if (Double.isNaN(millis)) {
        return invalid.apply(values, changes);
      }
      String day = Instant.ofEpochMilli((long) millis).atZone(zone).toLocalDate().toString();
      if (!day.equals(text)) {
        values.replace(index, day);
        changes.add(name, ChangeKind.CONVERTED, field, day);
      }
      return true;
    };
  }

  private static Consequence invalid(Convert rule, Field field) {
    return new Consequence(
        rule.head().name(), field, rule.invalid(), Rejection.INVALID_VALUE, "cannot be read");
  }

  private static Step parse(Convert rule, Field field, ToDoubleFunction<String> reading) {
    String name = rule.head().name();
    Consequence invalid = invalid(rule, field);
    int index = field.index();
    return (values, time, changes) -> {
      String text = values.text(index);
      if (text == null) {
        return true;
      }
      double value = reading.applyAsDouble(text);
      if (Double.isNaN(value)) {
        return invalid.apply(values, changes);
      }
      values.replace(index, value);
      changes.add(name, ChangeKind.CONVERTED, field, value);
      return true;
    };
  }
}
