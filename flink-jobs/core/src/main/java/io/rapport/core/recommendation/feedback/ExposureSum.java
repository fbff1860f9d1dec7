package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.settings.ExposureSettings;

/**
 * What one task added up of a site in one period.
 *
 * @param packed as {@link ExposureTotals#toBytes} packs it
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record ExposureSum(String site, byte[] packed) {

  /** Both together. */
  public ExposureSum plus(ExposureSum other, ExposureSettings settings) {
    ExposureTotals totals = ExposureTotals.fromBytes(packed, settings);
    totals.add(ExposureTotals.fromBytes(other.packed, settings));
    return new ExposureSum(site, totals.toBytes());
  }
}
