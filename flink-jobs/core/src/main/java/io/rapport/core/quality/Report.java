package io.rapport.core.quality;

/**
 * What was measured in one period.
 *
 * @param end of the period, milliseconds since the epoch
 */
public record Report(Measurement measurement, long end) {}
