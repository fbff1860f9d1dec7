package io.rapport.core.recommendation.settings;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * For whom the quality of recommendations is measured.
 *
 * @param share of the visitors, from 0 to 1; chosen by a hash, so that a visitor stays chosen
 * @param exposure how it is added up what recommendations expose
 */
public record MeasuringSettings(double share, ExposureSettings exposure) implements Serializable {

  public static final MeasuringSettings DEFAULT =
      new MeasuringSettings(0.1, ExposureSettings.DEFAULT);

  /** With exposure added up as usual. */
  public MeasuringSettings(double share) {
    this(share, ExposureSettings.DEFAULT);
  }

  public MeasuringSettings {
    Checks.within("share", share, 0, 1);
  }

  /** Whether the visitor is one of those measured. */
  public boolean includes(String visitorKey) {
    return Hash64.share(visitorKey) < share;
  }
}
