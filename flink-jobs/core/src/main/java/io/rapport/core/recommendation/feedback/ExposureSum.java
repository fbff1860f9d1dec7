package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.state.PackedFormat;

/**
 * A task's sum of the exposure in one site in one period.
 *
 * @param packed by {@link ExposureTotals#format}
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record ExposureSum(String site, byte[] packed) {

  /** The sum of both. */
  public ExposureSum plus(ExposureSum other, ExposureSettings settings) {
    PackedFormat<ExposureTotals> format = ExposureTotals.format(settings);
    ExposureTotals totals = format.unpack(packed);
    totals.add(format.unpack(other.packed));
    return new ExposureSum(site, format.pack(totals));
  }
}
