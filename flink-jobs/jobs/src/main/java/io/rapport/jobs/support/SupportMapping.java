package io.rapport.jobs.support;

import io.rapport.avro.IntentScore;
import io.rapport.avro.SuggestedAnswer;
import io.rapport.avro.SupportModel;
import io.rapport.avro.TicketPriority;
import io.rapport.avro.TriageReason;
import io.rapport.connectors.kafka.KeyedValue;
import io.rapport.core.intake.Keys;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.Priority;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps triaged tickets and model parts to their contracts, and model parts back. */
public final class SupportMapping {

  private SupportMapping() {}

  /** A triaged ticket as its contract, or a tombstone when the ticket is gone. */
  static KeyedValue<io.rapport.avro.TriagedTicket> upsert(TriagedTicket ticket) {
    return ticket.removed()
        ? KeyedValue.tombstone(Keys.of(ticket.site(), ticket.ticketId()))
        : KeyedValue.of(toAvro(ticket));
  }

  /** A triaged ticket as its contract. */
  public static io.rapport.avro.TriagedTicket toAvro(TriagedTicket ticket) {
    return io.rapport.avro.TriagedTicket.newBuilder()
        .setSite(ticket.site())
        .setTicketId(ticket.ticketId())
        .setEventTime(Instant.ofEpochMilli(ticket.eventTime()))
        .setTriggerEventId(ticket.triggerEventId())
        .setTriggerTime(Instant.ofEpochMilli(ticket.triggerTime()))
        .setCustomerId(ticket.customerId())
        .setLanguage(ticket.language())
        .setIntent(ticket.intent())
        .setConfidence(ticket.confidence())
        .setAbstained(ticket.abstained())
        .setQueue(ticket.queue())
        .setPriority(priority(ticket.priority()))
        .setSentiment(ticket.sentiment())
        .setRedactedSubject(ticket.redactedSubject())
        .setRedactedBody(ticket.redactedBody())
        .setRedactions(redactions(ticket.redactions()))
        .setAlternatives(
            ticket.alternatives().stream()
                .map(score -> new IntentScore(score.intent(), score.probability()))
                .toList())
        .setSuggestedAnswers(
            ticket.suggestedAnswers().stream()
                .map(
                    answer ->
                        new SuggestedAnswer(
                            answer.answerId(), answer.title(), answer.text(), answer.score()))
                .toList())
        .setReasons(
            ticket.reasons().stream()
                .map(reason -> new TriageReason(reason.feature(), reason.weight()))
                .toList())
        .setModelVersion(ticket.modelVersion())
        .build();
  }

  private static TicketPriority priority(Priority priority) {
    return switch (priority) {
      case LOW -> TicketPriority.LOW;
      case MEDIUM -> TicketPriority.MEDIUM;
      case HIGH -> TicketPriority.HIGH;
      case URGENT -> TicketPriority.URGENT;
    };
  }

  /** The counts of redactions, without kinds that were not found. */
  private static Map<String, Integer> redactions(Redactions found) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("email", found.emails());
    counts.put("phone", found.phones());
    counts.put("card", found.cards());
    counts.put("iban", found.ibans());
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** A model part as its contract. */
  public static SupportModel toAvro(ModelShard part) {
    return SupportModel.newBuilder()
        .setShardId(part.shardId())
        .setVersion(part.version())
        .setEventTime(Instant.ofEpochMilli(part.eventTime()))
        .setPayload(ByteBuffer.wrap(part.payload()))
        .build();
  }

  /** A model part read back. */
  public static ModelShard toDomain(SupportModel model) {
    byte[] payload = new byte[model.getPayload().remaining()];
    model.getPayload().duplicate().get(payload);
    return new ModelShard(
        Keys.site(model.getShardId()),
        Keys.id(model.getShardId()),
        model.getVersion(),
        model.getEventTime().toEpochMilli(),
        payload);
  }
}
