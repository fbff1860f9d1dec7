package io.rapport.core.settings;

/** Argument checks of the settings; each error names the argument and its value. */
public final class Checks {

  private Checks() {}

  public static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + " but is " + value);
    }
  }

  public static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + " but is " + value);
    }
  }

  public static void above(String name, double value, double bound) {
    if (!(value > bound) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be above " + bound + " but is " + value);
    }
  }

  /** Checks that a share is above 0 and at most 1. */
  public static void positiveShare(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1 but is " + value);
    }
  }

  public static void powerOfTwo(String name, int value) {
    if (value < 1 || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(name + " must be a power of two but is " + value);
    }
  }

  /** Checks a relation between several values; the message states the relation. */
  public static void that(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
