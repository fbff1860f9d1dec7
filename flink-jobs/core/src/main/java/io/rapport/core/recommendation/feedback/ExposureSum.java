package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.state.PackedFormat;

/**
 * What one task added up of a site in one period.
 *
 * @param packed as {@link ExposureTotals#toBytes} packs it
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record ExposureSum(String site, byte[] packed) {

  /** Both together. */
  public ExposureSum plus(ExposureSum other, ExposureSettings settings) {
    PackedFormat<ExposureTotals> format = ExposureTotals.format(settings);
    ExposureTotals totals = format.unpack(packed);
    totals.add(format.unpack(other.packed));
    return new ExposureSum(site, format.pack(totals));
  }
}
