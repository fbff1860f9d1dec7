package io.rapport.jobs.support;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.ticket.TriageReason;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportTypesTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        TriagedTicket.class,
        IntentScore.class,
        SuggestedAnswer.class,
        TriageReason.class,
        Redactions.class,
        TrainingExample.class,
        TicketInput.class,
        TicketErased.class,
        TicketMention.class,
        ModelShard.class,
        KnowledgeEntry.class,
        SupportReference.class
      })
  void crossesOperatorsWithoutKryo(Class<?> type) {
    assertSerializedAsPojoWithoutKryo(type);
  }

  /** Model parts are broadcast state: savepoints hold these names. */
  @Test
  void modelPartsKeepTheirFields() {
    assertThat(fields(ModelShard.class))
        .containsExactly("site", "part", "version", "eventTime", "payload");
  }

  /** Articles are broadcast state: savepoints hold these names. */
  @Test
  void articlesKeepTheirFields() {
    assertThat(fields(KnowledgeEntry.class))
        .containsExactly(
            "eventId",
            "eventTime",
            "site",
            "articleId",
            "language",
            "title",
            "body",
            "intents",
            "active",
            "repairs");
  }

  private static Stream<String> fields(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
  }
}
