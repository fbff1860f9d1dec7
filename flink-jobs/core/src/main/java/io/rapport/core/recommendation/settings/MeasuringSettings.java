package io.rapport.core.recommendation.settings;

import io.rapport.core.hash.Hash64;
import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * The sample of visitors for whom the quality of recommendations is measured. A hash chooses them,
 * so that a visitor stays in the sample.
 */
@RecordBuilder
public record MeasuringSettings(double share, ExposureSettings exposure)
    implements Serializable, MeasuringSettingsBuilder.With {

  public static final MeasuringSettings DEFAULT =
      MeasuringSettingsBuilder.builder().share(0.1).exposure(ExposureSettings.DEFAULT).build();

  public MeasuringSettings {
    Checks.within("share", share, 0, 1);
  }

  /** Whether a visitor is in the sample. */
  public boolean includes(String visitorKey) {
    return Hash64.share(visitorKey) < share;
  }
}
