package io.rapport.core.support.ticket;

import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.training.Priority;
import java.util.List;

/**
 * A triaged ticket, or the tombstone of one ({@link #removed}). Nullable: {@code customerId},
 * {@code language}, {@code intent}, texts.
 *
 * @param eventTime event time of the message answered, milliseconds since the epoch
 * @param triggerEventId the message answered
 * @param triggerTime when the broker received it, milliseconds since the epoch
 * @param intent most probable intent; null until the classifier has learned one
 * @param confidence calibrated probability of the intent, 0 to 1
 * @param abstained whether the confidence is below the threshold: a person must decide
 * @param queue the queue to route to; the human queue when abstained
 * @param sentiment -1 (angry) to 1 (pleased), from a short word list
 * @param alternatives the most probable intents, best first
 * @param suggestedAnswers best first; none once a person has answered
 * @param reasons largest contribution first, rules last
 * @param modelVersion version of the model that scored; 0 for none
 */
public record TriagedTicket(
    String site,
    String ticketId,
    long eventTime,
    String triggerEventId,
    long triggerTime,
    String customerId,
    String language,
    String intent,
    double confidence,
    boolean abstained,
    String queue,
    Priority priority,
    double sentiment,
    String redactedSubject,
    String redactedBody,
    Redactions redactions,
    List<IntentScore> alternatives,
    List<SuggestedAnswer> suggestedAnswers,
    List<TriageReason> reasons,
    long modelVersion) {

  /**
   * The tombstone of a ticket: nothing but its key.
   *
   * @param eventTime when its removal was requested, milliseconds since the epoch
   */
  public static TriagedTicket removal(String site, String ticketId, long eventTime) {
    return new TriagedTicket(
        site,
        ticketId,
        eventTime,
        null,
        0,
        null,
        null,
        null,
        0,
        false,
        "",
        Priority.LOW,
        0,
        null,
        null,
        Redactions.NONE,
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  /** Whether this is the tombstone of a ticket. */
  public boolean removed() {
    return triggerEventId == null;
  }
}
