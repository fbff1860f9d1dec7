package io.rapport.core.cleaning;

import io.rapport.core.cleaning.form.Numbers.Decimal;
import io.rapport.core.cleaning.form.Vocabulary;
import io.rapport.core.sketch.QuantileSketch;
import io.rapport.core.sketch.Segment;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A rule of the rules file. Six kinds; each names the fields that it concerns. */
public sealed interface CleaningRule {

  /** Name, place and fields of the rule. */
  Head head();

  /**
   * The part that all rules have.
   *
   * @param line in the file, from 1
   * @param where values that fields of the same source must have for the rule to apply, by name
   */
  record Head(String name, int line, List<Field> fields, Map<String, Set<String>> where) {}

  /**
   * The statistic that a rule keeps, one a segment.
   *
   * @param by names of fields that tell segments apart, beside the site
   * @param windowMillis event time after which values are forgotten; they last one to two windows
   * @param minimum values below which a segment says nothing
   * @param capacity most segments
   */
  record Segments(List<String> by, long windowMillis, int minimum, int capacity) {}

  /** A value that has to be there. */
  record Required(Head head, Action missing) implements CleaningRule {}

  /**
   * A fixed value for a missing one.
   *
   * @param value a text, or a number as text for a numeric field
   */
  record Default(Head head, String value) implements CleaningRule {}

  /** The median or mode of the segment for a missing value. */
  record Impute(Head head, Centre centre, Segments segments) implements CleaningRule {}

  /** The value that stands for a segment. */
  enum Centre {
    MEDIAN,
    MODE
  }

  /** A check for values far from the others, or beyond fixed bounds. */
  record Outlier(Head head, Detector detector) implements CleaningRule {}

  /** A way to find outliers. */
  sealed interface Detector {}

  /** Fixed bounds; infinite where there is none. */
  record Bounds(double min, double max, Action below, Action above) implements Detector {}

  /**
   * The distance from the median in robust standard deviations, 1.4826 times the median absolute
   * deviation (Iglewicz, Hoaglin, 1993).
   *
   * @param floor least standard deviation, so that a segment of equal values allows some change
   * @param logarithmic whether logarithms are compared: ratios instead of differences
   * @param among names of fields that tell groups apart, whose distances from the medians of the
   *     segments are compared with each other; empty for none
   */
  record RobustZ(
      double threshold,
      double floor,
      boolean logarithmic,
      Segments segments,
      List<String> among,
      Action action)
      implements Detector {

    /** Makes robust deviations those of a normal distribution. */
    private static final double NORMAL = 1.4826;

    /** A number as it is compared; without logarithm it is beyond every bound. */
    double scaled(double value) {
      return !logarithmic ? value : value > 0 ? Math.log(value) : Double.NEGATIVE_INFINITY;
    }

    /** The number that is compared so. */
    double unscaled(double value) {
      return logarithmic ? Math.exp(value) : value;
    }

    /** Keeps the bounds of a segment with these values: as far below the median as above. */
    void bound(Segment<QuantileSketch> segment, QuantileSketch values) {
      double median = values.quantile(0.5);
      double reach = threshold * Math.max(floor, NORMAL * values.deviation(median));
      segment.keep(median - reach, median + reach);
    }
  }

  /**
   * The band between two quantiles, widened on either side.
   *
   * @param widen part of the band's width by which it is widened
   * @param logarithmic whether logarithms are compared: ratios instead of differences
   */
  record QuantileBand(
      double low, double high, double widen, boolean logarithmic, Segments segments, Action action)
      implements Detector {}

  /** The standard form of a text; {@code invalid} is done with one that has none. */
  record Standardise(Head head, Form form, Action invalid) implements CleaningRule {}

  /** A standard form. */
  sealed interface Form {}

  /** A form without parameters. */
  enum Code implements Form {
    EMAIL,
    CURRENCY,
    LANGUAGE,
    POSTAL_CODE,
    NAME
  }

  /**
   * E.164, by the record's country where the source has one.
   *
   * @param region of a number without prefix in a record without country
   */
  record Phone(String region) implements Form {}

  /**
   * ISO 3166-1 alpha-2.
   *
   * @param edits most letters by which a name may be misspelt
   */
  record Country(int edits) implements Form {}

  /**
   * A category path whose levels are in a vocabulary, where there is one.
   *
   * @param vocabulary of levels; a level that is not in it stays. Null for none
   */
  record Category(Vocabulary vocabulary, int edits) implements Form {}

  /** One of the standard values of a vocabulary. */
  record OneOf(Vocabulary vocabulary, int edits) implements Form {}

  /** Free text without control characters, at most so long. */
  record FreeText(int longest) implements Form {}

  /** A conversion from another notation or unit; {@code invalid} is done with what has none. */
  record Convert(Head head, Conversion conversion, Action invalid) implements CleaningRule {}

  /** A conversion. */
  sealed interface Conversion {}

  /** The number in a text. */
  record ToNumber(Decimal decimal) implements Conversion {}

  /** The time in a text; of a field that holds a date, its day in ISO 8601. */
  record ToTime(List<String> formats, ZoneId zone) implements Conversion {}

  /** A number in another unit. */
  record ToUnit(double factor) implements Conversion {}
}
