package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How exposure is added up.
 *
 * @param share of the recommendations, from 0 to 1, that is looked at
 * @param maxItems items of a site whose exposure in a period is kept apart
 * @param maxNames categories of a site kept apart, and sellers
 * @param reportedNames categories reported by name, and sellers
 */
public record ExposureSettings(double share, int maxItems, int maxNames, int reportedNames)
    implements Serializable {

  public static final ExposureSettings DEFAULT = new ExposureSettings(0.1, 50_000, 1_000, 10);

  public ExposureSettings {
    Checks.within("exposure.share", share, 0, 1);
    Checks.atLeast("exposure.maxItems", maxItems, 1);
    Checks.atLeast("exposure.maxNames", maxNames, 1);
    Checks.atLeast("exposure.reportedNames", reportedNames, 0);
  }
}
