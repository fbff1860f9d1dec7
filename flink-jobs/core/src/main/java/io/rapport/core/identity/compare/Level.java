package io.rapport.core.identity.compare;

/**
 * A level of agreement between two values of a field.
 *
 * @param phrase explains it; {@code %s} stands for the field, {@code %v} for the value
 * @param m the share of pairs of one person on this level, before anything is learned
 * @param u the share of pairs of two persons, likewise
 */
public record Level(String phrase, double m, double u) {

  /** The level of a pair of which one value is missing; says nothing. */
  public static final int MISSING = 0;

  /** The level of two equal values, whose weight depends on how frequent the value is. */
  public static final int SAME = 1;
}
