package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Bounds of the sums of exposure. */
@RecordBuilder
public record ExposureSettings(double share, int maxItems, int maxNames, int reportedNames)
    implements Serializable, ExposureSettingsBuilder.With {

  public static final ExposureSettings DEFAULT =
      ExposureSettingsBuilder.builder()
          .share(0.1)
          .maxItems(50_000)
          .maxNames(1_000)
          .reportedNames(10)
          .build();

  public ExposureSettings {
    Checks.within("exposure.share", share, 0, 1);
    Checks.atLeast("exposure.maxItems", maxItems, 1);
    Checks.atLeast("exposure.maxNames", maxNames, 1);
    Checks.atLeast("exposure.reportedNames", reportedNames, 0);
  }
}
