package io.rapport.core.support.ticket;

import io.rapport.core.intake.TicketEvent;
import io.rapport.core.quality.Measurement;
import java.util.ArrayList;
import java.util.List;

/**
 * The quality of triage, measured by what agents do afterwards: the first label after a ticket's
 * latest triage judges it, once.
 */
final class TicketQuality {

  /** Share of labelled tickets whose intent was right, abstentions included. */
  static final String ACCURACY = "support.accuracy";

  /** Share of labelled tickets on which the classifier did not abstain. */
  static final String COVERAGE = "support.coverage";

  /** Share of right intents among the tickets on which the classifier did not abstain. */
  static final String SELECTIVE_ACCURACY = "support.selective-accuracy";

  /** Mean calibrated probability of the intent; equals the accuracy when it is well calibrated. */
  static final String CONFIDENCE = "support.confidence";

  /**
   * Mean squared difference between that probability and the outcome, from 0 to 1; lower is better
   * (G. W. Brier, 1950).
   */
  static final String BRIER_SCORE = "support.brier-score";

  /** Share of accepted answers among those with a verdict of an agent or customer. */
  static final String ACCEPTANCE = "support.acceptance-rate";

  private TicketQuality() {}

  /**
   * The measurements in an event of the ticket's triage so far. Call before the ticket applies the
   * event.
   */
  static List<Measurement> measure(TicketEvent event, TicketState ticket) {
    return switch (event.kind()) {
      case LABELLED -> label(event, ticket.takeTriage());
      case ANSWER_ACCEPTED -> List.of(Measurement.of(ACCEPTANCE, event.site(), true));
      case ANSWER_REJECTED -> List.of(Measurement.of(ACCEPTANCE, event.site(), false));
      default -> List.of();
    };
  }

  private static List<Measurement> label(TicketEvent event, TicketState.Triage triage) {
    String intent = event.intent() == null ? event.queue() : event.intent();
    if (triage == null || intent == null) {
      return List.of();
    }
    String site = event.site();
    boolean right = intent.equals(triage.intent());
    double error = triage.confidence() - (right ? 1 : 0);
    List<Measurement> measured = new ArrayList<>();
    measured.add(Measurement.of(ACCURACY, site, right));
    measured.add(Measurement.of(CONFIDENCE, site, triage.confidence()));
    measured.add(Measurement.of(BRIER_SCORE, site, error * error));
    measured.add(Measurement.of(COVERAGE, site, !triage.abstained()));
    if (!triage.abstained()) {
      measured.add(Measurement.of(SELECTIVE_ACCURACY, site, right));
    }
    return measured;
  }
}
