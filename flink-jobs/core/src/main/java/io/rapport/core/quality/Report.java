package io.rapport.core.quality;

import java.util.Map;

/**
 * What was measured in one period.
 *
 * @param end of the period, milliseconds since the epoch
 * @param dimensions what the measurement is restricted to, by name
 */
public record Report(Measurement measurement, long end, Map<String, String> dimensions) {

  /** One that is restricted to nothing but its site. */
  public Report(Measurement measurement, long end) {
    this(measurement, end, Map.of());
  }
}
