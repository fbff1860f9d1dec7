package io.rapport.core.quality;

import java.util.Map;

/**
 * A measurement over one period.
 *
 * @param end of the period, milliseconds since the epoch
 * @param dimensions the restrictions of the measurement, by name
 */
public record Report(Measurement measurement, long end, Map<String, String> dimensions) {

  /** A report on a whole site. */
  public Report(Measurement measurement, long end) {
    this(measurement, end, Map.of());
  }
}
