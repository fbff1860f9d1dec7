package io.rapport.core.recommendation;

import java.io.Serializable;

/**
 * For whom the quality of recommendations is measured.
 *
 * @param share of the visitors, from 0 to 1; chosen by a hash, so that a visitor stays chosen
 * @param exposureShare of the recommendations, from 0 to 1, of which it is added up what they
 *     expose
 */
public record MeasuringSettings(double share, double exposureShare) implements Serializable {

  public static final MeasuringSettings DEFAULT = new MeasuringSettings(0.1, 0.1);

  /** With the usual share of recommendations whose exposure is added up. */
  public MeasuringSettings(double share) {
    this(share, DEFAULT.exposureShare);
  }

  public MeasuringSettings {
    Checks.within("share", share, 0, 1);
    Checks.within("exposureShare", exposureShare, 0, 1);
  }

  /** Whether the visitor is one of those measured. */
  public boolean includes(String visitorKey) {
    return (ItemHash.of(visitorKey) >>> 11) * 0x1.0p-53 < share;
  }
}
