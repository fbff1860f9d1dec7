package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.PublicationPace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the blend, which ranks the candidates of all sources by what it learns from the
 * next click.
 */
@RecordBuilder
public record BlendSettings(
    int units,
    int maxCandidates,
    double exampleShare,
    int minExamples,
    double rate,
    long seed,
    PublicationPace publication)
    implements Serializable, BlendSettingsBuilder.With {

  public static final BlendSettings DEFAULT =
      BlendSettingsBuilder.builder()
          .units(16)
          .maxCandidates(100)
          .exampleShare(0.1)
          .minExamples(1_000)
          .rate(0.1)
          .seed(1)
          .publication(PublicationPace.DEFAULT)
          .build();

  public BlendSettings {
    Checks.atLeast("units", units, 0);
    Checks.atLeast("maxCandidates", maxCandidates, 1);
    Checks.within("exampleShare", exampleShare, 0, 1);
    Checks.atLeast("minExamples", minExamples, 0);
    Checks.within("rate", rate, 1e-6, 10);
  }

  /** A copy with a fixed blend. */
  public BlendSettings fixed() {
    return withUnits(0);
  }

  /** Whether a model is learned at all. */
  public boolean learned() {
    return units > 0;
  }
}
