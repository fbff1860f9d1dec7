package io.rapport.benchmarks.cleaning;

import java.util.List;
import java.util.Locale;

/** A kind of dirt that is put into recorded purchases. */
enum Dirt {
  /** The order has no country. */
  MISSING_COUNTRY(Cell.COUNTRY, "country-of-customer"),
  /** One or two letters of the country's name are wrong. */
  MISSPELT_COUNTRY(Cell.COUNTRY, "country"),
  /** The order's date is no date, of another century, or has day and month swapped. */
  BROKEN_DATE(Cell.DATE, "date"),
  /** The line has no price. */
  MISSING_PRICE(Cell.PRICE, "price-of-item", "price-missing"),
  /** The decimal point slipped by one place. */
  PRICE_TIMES_10(Cell.PRICE, "price-outlier"),
  /** The decimal point slipped by two places, or was lost. */
  PRICE_TIMES_100(Cell.PRICE, "price-outlier"),
  /** The price is below zero. */
  NEGATIVE_PRICE(Cell.PRICE, "price-range"),
  /** The price is zero. */
  ZERO_PRICE(Cell.PRICE, "price-outlier"),
  /** The price is a text with a decimal comma. */
  DECIMAL_COMMA(Cell.PRICE, "price-text"),
  /** The quantity is a hundredfold. */
  EXTREME_QUANTITY(Cell.QUANTITY, "quantity-outlier"),
  /** The line has no description. */
  MISSING_DESCRIPTION(Cell.DESCRIPTION, "description-of-item", "description-missing"),
  /** One or two letters of the category are wrong. */
  MISSPELT_CATEGORY(Cell.CATEGORY, "category-name");

  /** The part of a recorded line that the dirt is in; a part has at most one kind of dirt. */
  enum Cell {
    COUNTRY,
    DATE,
    PRICE,
    QUANTITY,
    DESCRIPTION,
    CATEGORY;

    /** Whether it is of the whole order. */
    boolean ofOrder() {
      return this == COUNTRY || this == DATE;
    }
  }

  private final Cell cell;

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable one.
  private final List<String> rules;

  Dirt(Cell cell, String... rules) {
    this.cell = cell;
    this.rules = List.of(rules);
  }

  Cell cell() {
    return cell;
  }

  /** Whether a rule is one that finds this kind. */
  boolean foundBy(String rule) {
    return rules.contains(rule);
  }

  /** Whether the rules that find this kind are those that find another. */
  boolean sharesRulesWith(Dirt other) {
    return rules.equals(other.rules);
  }

  /** The name in the table. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
