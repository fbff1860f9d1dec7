package io.rapport.benchmarks.cleaning;

import java.util.List;

/**
 * A recorded invoice.
 *
 * @param customer number, or empty
 * @param country English name
 * @param time milliseconds since the epoch
 */
record Invoice(String number, String customer, String country, long time, List<Line> lines) {

  /** A line of an invoice; the description may be empty. */
  record Line(String item, String description, int quantity, double price) {}
}
