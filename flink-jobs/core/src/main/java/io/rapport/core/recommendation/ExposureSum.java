package io.rapport.core.recommendation;

/**
 * What one task added up of a site in one period.
 *
 * @param packed as {@link ExposureTotals#toBytes} packs it
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record ExposureSum(String site, byte[] packed) {

  /** Both together. */
  public ExposureSum plus(ExposureSum other) {
    ExposureTotals totals = ExposureTotals.fromBytes(packed);
    totals.add(ExposureTotals.fromBytes(other.packed));
    return new ExposureSum(site, totals.toBytes());
  }
}
