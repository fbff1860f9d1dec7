package io.rapport.core.recommendation.settings;

import io.rapport.core.settings.Checks;
import io.rapport.core.state.PublicationPace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * How the candidates of all sources are blended into one ranking, and how that is learned from the
 * next click.
 *
 * @param units hidden units; 0 ranks by a fixed blend
 * @param maxCandidates candidates ranked; the best by the fixed blend
 * @param exampleShare share of the clicks learned from, from 0 to 1
 * @param minExamples examples learned before the model is used; until then the fixed blend ranks
 * @param rate learning rate of AdaGrad
 * @param seed of the first weights
 * @param publication when a site's model is published again
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
      new BlendSettings(16, 100, 0.1, 1_000, 0.1, 1, PublicationPace.standard());

  public BlendSettings {
    Checks.atLeast("units", units, 0);
    Checks.atLeast("maxCandidates", maxCandidates, 1);
    Checks.within("exampleShare", exampleShare, 0, 1);
    Checks.atLeast("minExamples", minExamples, 0);
    Checks.within("rate", rate, 1e-6, 10);
  }

  /** The same with a fixed blend. */
  public BlendSettings fixed() {
    return new BlendSettings(0, maxCandidates, exampleShare, minExamples, rate, seed, publication);
  }

  /** The same with another share of clicks learned from. */
  public BlendSettings withExampleShare(double share) {
    return new BlendSettings(units, maxCandidates, share, minExamples, rate, seed, publication);
  }

  /** Whether a model is learned at all. */
  public boolean learned() {
    return units > 0;
  }
}
