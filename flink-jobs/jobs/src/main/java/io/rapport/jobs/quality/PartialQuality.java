package io.rapport.jobs.quality;

import io.rapport.core.intake.Keys;

/**
 * The quality of the records of one source, site and interval that one task read.
 *
 * @param source name of a {@link io.rapport.core.cleaning.Source}
 * @param time beginning of the interval, milliseconds since the epoch
 * @param packed a {@link io.rapport.core.quality.SourceQuality}
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record PartialQuality(String source, String site, long time, byte[] packed) {

  /** Site-qualified key of the source. */
  public String key() {
    return Keys.of(site, source);
  }
}
