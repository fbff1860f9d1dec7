package io.rapport.core.cleaning;

import java.util.Arrays;

/**
 * The values of one record while rules clean it. One object serves all records of a source, so that
 * a clean record costs no memory. Not thread-safe.
 */
public final class FieldValues {

  private final Source source;
  private final String[] texts;
  private final double[] numbers;
  private long present; // by index, as the record came
  private long flawed;
  private long made; // values that a rule made up, and no statistic may learn

  FieldValues(Source source) {
    this.source = source;
    this.texts = new String[source.fields().size()];
    this.numbers = new double[source.fields().size()];
    clear();
  }

  void clear() {
    Arrays.fill(texts, null);
    Arrays.fill(numbers, Double.NaN);
    present = 0;
    flawed = 0;
    made = 0;
  }

  public Source source() {
    return source;
  }

  /**
   * Sets a text as it came; blank counts as missing. The text of a numeric field waits for a rule
   * that converts it.
   */
  public FieldValues set(Field field, String value) {
    if (value != null && !value.isBlank()) {
      texts[field.index()] = value;
      present |= bit(field.index());
    }
    return this;
  }

  /** Sets a number as it came; null and NaN count as missing. */
  public FieldValues set(Field field, Number value) {
    if (value != null && !Double.isNaN(value.doubleValue())) {
      numbers[field.index()] = value.doubleValue();
      present |= bit(field.index());
    }
    return this;
  }

  /** Sets a number as it came or, where there is none, the text that came in its place. */
  public FieldValues set(Field field, Number value, String text) {
    return value == null ? set(field, text) : set(field, value);
  }

  /** Sets a time, in milliseconds since the epoch. */
  public FieldValues set(Field field, long value) {
    numbers[field.index()] = value;
    present |= bit(field.index());
    return this;
  }

  /** The cleaned text; null when missing. */
  public String text(Field field) {
    return texts[field.index()];
  }

  /** The cleaned number; NaN when missing. */
  public double number(Field field) {
    return numbers[field.index()];
  }

  /** The cleaned whole number, or another when missing. */
  public int whole(Field field, int otherwise) {
    double value = numbers[field.index()];
    return Double.isNaN(value) ? otherwise : (int) value;
  }

  /** Whether there is a number after the rules. */
  public boolean has(Field field) {
    return !Double.isNaN(numbers[field.index()]);
  }

  /** Whether a rule made the value up, for a missing one. */
  public boolean made(Field field) {
    return made(field.index());
  }

  String text(int field) {
    return texts[field];
  }

  double number(int field) {
    return numbers[field];
  }

  boolean missing(int field) {
    return texts[field] == null && Double.isNaN(numbers[field]);
  }

  void replace(int field, String value) {
    texts[field] = value;
  }

  void replace(int field, double value) {
    numbers[field] = value;
    texts[field] = null;
  }

  void remove(int field) {
    texts[field] = null;
    numbers[field] = Double.NaN;
    flaw(field);
  }

  /** Notes that the value as it came was wrong. */
  void flaw(int field) {
    flawed |= bit(field);
  }

  void make(int field) {
    made |= bit(field);
  }

  boolean made(int field) {
    return (made & bit(field)) != 0;
  }

  /** The fields that came with a value, a bit each by index. */
  public long present() {
    return present;
  }

  /** The fields whose value, as it came, a rule found wrong; a bit each by index. */
  public long flawed() {
    return flawed & present;
  }

  private static long bit(int index) {
    return 1L << index;
  }
}
