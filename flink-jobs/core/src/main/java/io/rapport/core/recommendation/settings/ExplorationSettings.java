package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/** Parameters of the exploration of one slot of a recommendation. */
@RecordBuilder
public record ExplorationSettings(double share, int slot, int arms, double greed)
    implements Serializable, ExplorationSettingsBuilder.With {

  public static final ExplorationSettings DEFAULT =
      ExplorationSettingsBuilder.builder().share(0.1).slot(3).arms(10).greed(20).build();

  /** The settings without exploration. */
  public static final ExplorationSettings OFF = DEFAULT.withShare(0);

  public ExplorationSettings {
    Checks.within("share", share, 0, 1);
    Checks.atLeast("slot", slot, 0);
    Checks.atLeast("arms", arms, 2);
    Checks.within("greed", greed, 0, 1e9);
  }
}
