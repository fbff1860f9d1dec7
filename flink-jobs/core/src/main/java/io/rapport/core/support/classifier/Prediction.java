package io.rapport.core.support.classifier;

import java.util.List;

/**
 * The model's prediction for a text.
 *
 * @param label number of the most probable intent, or -1 when none is known
 * @param intent its name, or null
 * @param confidence its calibrated probability; 0 when none is known
 * @param abstained whether the confidence is below the threshold
 * @param queue the usual queue of the intent's tickets, or null
 * @param alternatives the most probable intents, best first
 */
public record Prediction(
    int label,
    String intent,
    double confidence,
    boolean abstained,
    String queue,
    List<IntentScore> alternatives) {

  /** The prediction of a model that has learned nothing. */
  public static final Prediction NONE =
      new Prediction(LabelIndex.NONE, null, 0, true, null, List.of());
}
