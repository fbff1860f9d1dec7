package io.rapport.benchmarks.tickets;

import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.support.classifier.CalibrationError;
import io.rapport.core.support.classifier.ClassificationReport;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TicketState;
import io.rapport.core.support.ticket.TicketTriage;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.SupportTrainer;
import io.rapport.core.support.training.TrainingExample;
import java.util.List;

/**
 * Makes one pass over labelled tickets, then a test, through the classes that the support job runs:
 * a ticket is opened (redacted, triaged), then labelled (scored with all that was learned so far,
 * then learned). The test part is triaged with the model as it was published at the end.
 */
final class TicketEvaluation {

  private static final String SITE = "evaluation";
  private static final long TICKET_SPACING_MILLIS = 1000;

  private final SupportSettings settings;
  private final TicketTriage triage;
  private final SupportTrainer trainer;
  private final Runnable progress;
  private long tickets;

  /**
   * @param progress called after every ticket
   */
  TicketEvaluation(SupportSettings settings, Runnable progress) {
    this.settings = settings;
    this.triage = new TicketTriage(settings);
    this.trainer = new SupportTrainer(settings);
    this.progress = progress;
  }

  TicketQuality run(List<LabelledText> train, List<LabelledText> test) {
    long start = System.nanoTime();
    ClassificationReport prequential = new ClassificationReport();
    train.forEach(ticket -> learn(ticket, prequential));
    for (ModelShard part : trainer.publish(SITE)) {
      triage.accept(part);
    }
    ClassificationReport report = new ClassificationReport();
    ClassificationReport answered = new ClassificationReport();
    CalibrationError calibration = new CalibrationError(CalibrationError.BINS);
    for (LabelledText ticket : test) {
      TriagedTicket triaged = open(ticket, new TicketState(settings));
      report.add(ticket.label(), triaged.intent());
      calibration.add(triaged.confidence(), ticket.label().equals(triaged.intent()));
      if (!triaged.abstained()) {
        answered.add(ticket.label(), triaged.intent());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TicketQuality(
        train.size(),
        test.size(),
        trainer.labelCount(),
        report.accuracy(),
        report.macroF1(),
        prequential.accuracy(),
        calibration.expected(),
        (double) answered.total() / report.total(),
        answered.total() == 0 ? null : (Double) answered.accuracy(),
        (train.size() + test.size()) / seconds);
  }

  private void learn(LabelledText ticket, ClassificationReport prequential) {
    TicketState state = new TicketState(settings);
    open(ticket, state);
    TrainingExample example =
        triage.handle(event(TicketEventKind.LABELLED, null, ticket.label()), state).example();
    IntentScore said = trainer.predict(example.text());
    prequential.add(ticket.label(), said == null ? null : said.intent());
    trainer.learn(example);
  }

  private TriagedTicket open(LabelledText ticket, TicketState state) {
    tickets++;
    progress.run();
    return triage.handle(event(TicketEventKind.OPENED, ticket.text(), null), state).triaged();
  }

  private TicketEvent event(TicketEventKind kind, String body, String intent) {
    long time = tickets * TICKET_SPACING_MILLIS;
    return new TicketEvent(
        kind + "-" + tickets,
        time,
        time,
        SITE,
        Long.toString(tickets),
        kind,
        null,
        null,
        null,
        null,
        null,
        null,
        body,
        intent,
        null,
        null,
        null,
        null,
        "");
  }
}
