package io.rapport.core.recommendation;

/** Argument checks of the settings. */
final class Checks {

  private Checks() {}

  static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + " but is " + value);
    }
  }

  static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + " but is " + value);
    }
  }
}
