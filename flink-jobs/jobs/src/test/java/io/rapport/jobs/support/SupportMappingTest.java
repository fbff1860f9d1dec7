package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.SupportModel;
import io.rapport.avro.TicketPriority;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.ticket.TriageReason;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.Priority;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SupportMappingTest {

  @ParameterizedTest
  @EnumSource(Priority.class)
  void aTicketKeepsEverything(Priority priority) throws IOException {
    TriagedTicket ticket =
        new TriagedTicket(
            "shop",
            "t1",
            10,
            "e1",
            12,
            "c1",
            "en",
            "delivery",
            0.8,
            false,
            "logistics",
            priority,
            -0.5,
            "Late",
            "Where is <email>",
            new Redactions(1, 0, 2, 0),
            List.of(new IntentScore("delivery", 0.8), new IntentScore("refund", 0.2)),
            List.of(new SuggestedAnswer("a1", "Title", "Text", 0.7)),
            List.of(new TriageReason("parcel", 1.5)),
            9);
    io.rapport.avro.TriagedTicket avro =
        io.rapport.avro.TriagedTicket.fromByteBuffer(SupportMapping.toAvro(ticket).toByteBuffer());
    assertThat(avro.getSite()).isEqualTo("shop");
    assertThat(avro.getTicketId()).isEqualTo("t1");
    assertThat(avro.getEventTime().toEpochMilli()).isEqualTo(10);
    assertThat(avro.getTriggerEventId()).isEqualTo("e1");
    assertThat(avro.getTriggerTime().toEpochMilli()).isEqualTo(12);
    assertThat(avro.getCustomerId()).isEqualTo("c1");
    assertThat(avro.getLanguage()).isEqualTo("en");
    assertThat(avro.getIntent()).isEqualTo("delivery");
    assertThat(avro.getConfidence()).isEqualTo(0.8);
    assertThat(avro.getAbstained()).isFalse();
    assertThat(avro.getQueue()).isEqualTo("logistics");
    assertThat(avro.getPriority()).isEqualTo(TicketPriority.valueOf(priority.name()));
    assertThat(avro.getSentiment()).isEqualTo(-0.5);
    assertThat(avro.getRedactedSubject()).isEqualTo("Late");
    assertThat(avro.getRedactedBody()).isEqualTo("Where is <email>");
    assertThat(avro.getRedactions()).hasSize(2).containsEntry("email", 1).containsEntry("card", 2);
    assertThat(avro.getAlternatives()).hasSize(2);
    assertThat(avro.getAlternatives().get(1).getIntent()).isEqualTo("refund");
    assertThat(avro.getSuggestedAnswers().get(0).getAnswerId()).isEqualTo("a1");
    assertThat(avro.getReasons().get(0).getWeight()).isEqualTo(1.5);
    assertThat(avro.getModelVersion()).isEqualTo(9);
  }

  @Test
  void aTicketWithoutAModelHasNoIntent() {
    TriagedTicket ticket =
        new TriagedTicket(
            "shop",
            "t1",
            10,
            "e1",
            12,
            null,
            null,
            null,
            0,
            true,
            "human",
            Priority.MEDIUM,
            0,
            null,
            null,
            Redactions.NONE,
            List.of(),
            List.of(),
            List.of(),
            0);
    io.rapport.avro.TriagedTicket avro = SupportMapping.toAvro(ticket);
    assertThat(avro.getIntent()).isNull();
    assertThat(avro.getRedactions()).isEmpty();
    assertThat(avro.getAbstained()).isTrue();
  }

  @Test
  void aModelPartComesBackAsItWent() throws IOException {
    ModelShard part = new ModelShard("shop", "17", 4, 99, new byte[] {1, 2, 3});
    SupportModel avro = SupportModel.fromByteBuffer(SupportMapping.toAvro(part).toByteBuffer());
    assertThat(avro.getShardId()).isEqualTo("shop/17");
    assertThat(SupportMapping.toDomain(avro)).usingRecursiveComparison().isEqualTo(part);
  }

  @Test
  void anErasedTicketIsATombstone() {
    var written = SupportMapping.upsert(TriagedTicket.removal("shop", "t1", 5));
    assertThat(written.key()).isEqualTo("shop/t1");
    assertThat(written.value()).isNull();
  }
}
