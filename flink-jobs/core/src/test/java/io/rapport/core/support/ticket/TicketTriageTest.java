package io.rapport.core.support.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.quality.Measurement;
import io.rapport.core.state.Repacked;
import io.rapport.core.support.answer.AnswerRecord;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.classifier.IntentScore;
import io.rapport.core.support.redaction.Redactions;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.Priority;
import io.rapport.core.support.training.SupportTrainer;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.testing.Events;
import io.rapport.core.testing.Tickets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTriageTest {

  private final SupportSettings settings = Tickets.settings();
  private final TicketTriage triage = new TicketTriage(settings);
  private final SupportTrainer trainer = new SupportTrainer(settings);
  private int tickets;

  @Test
  void withoutAModelAPersonDecides() {
    TriagedTicket triaged = open("where is my parcel");
    assertThat(triaged.intent()).isNull();
    assertThat(triaged.abstained()).isTrue();
    assertThat(triaged.queue()).isEqualTo("human");
    assertThat(triaged.confidence()).isZero();
    assertThat(triaged.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(triaged.modelVersion()).isZero();
    assertThat(triaged.alternatives()).isEmpty();
  }

  @Test
  void learnsFromAgentsAndSaysWhy() {
    teach();
    TriagedTicket triaged = open("is my parcel late again");
    assertThat(triaged.intent()).isEqualTo("delivery");
    assertThat(triaged.queue()).isEqualTo("logistics");
    assertThat(triaged.abstained()).isFalse();
    assertThat(triaged.confidence()).isGreaterThan(0.5);
    assertThat(triaged.alternatives())
        .extracting(IntentScore::intent)
        .containsExactlyInAnyOrder("delivery", "refund");
    assertThat(triaged.alternatives().stream().mapToDouble(IntentScore::probability).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(triaged.reasons())
        .extracting(TriageReason::feature)
        .containsAnyOf("parcel", "parcel late", "late");
    assertThat(triaged.reasons().get(0).weight()).isPositive();
    assertThat(triaged.modelVersion()).isEqualTo(trainer.version());
  }

  @Test
  void learnsPriorities() {
    teach();
    assertThat(open("is my parcel late again").priority()).isEqualTo(Priority.HIGH);
    assertThat(open("i want my money").priority()).isEqualTo(Priority.LOW);
  }

  @Test
  void keepsAndSendsNothingPersonal() {
    TicketState state = new TicketState(settings);
    TicketEvent event = Tickets.opened("t", 1, "From jane@example.com", "card 4111 1111 1111 1111");
    TriagedTicket triaged = triage.handle(event, state).triaged();
    assertThat(triaged.redactedSubject()).isEqualTo("From <email>");
    assertThat(triaged.redactedBody()).isEqualTo("card <card>");
    assertThat(triaged.redactions()).isEqualTo(new Redactions(1, 0, 1, 0));
    assertThat(state.text()).isEqualTo("From <email>\ncard <card>");
    TrainingExample example =
        triage.handle(Tickets.labelled("t", 2, "payment", null, null), state).example();
    assertThat(example.text()).isEqualTo("From <email>\ncard <card>");
  }

  @Test
  void suggestsNothingOnceAPersonHasAnswered() {
    triage.accept(article("a1", "Late parcels", "How to track a late parcel"));
    TicketState state = new TicketState(settings);
    TriagedTicket first =
        triage.handle(Tickets.opened("t", 1, null, "my parcel is late"), state).triaged();
    assertThat(first.suggestedAnswers())
        .extracting(SuggestedAnswer::answerId)
        .containsExactly("a1");
    TicketTriage.Result human =
        triage.handle(Tickets.agentMessage("t", "m1", 2, "We look into it"), state);
    assertThat(human).isEqualTo(new TicketTriage.Result(null, null, List.of()));
    TicketState restored = Repacked.of(TicketState.format(settings), state);
    TriagedTicket second =
        triage.handle(Tickets.message("t", "m2", 3, "my parcel is late"), restored).triaged();
    assertThat(second.suggestedAnswers()).isEmpty();
    assertThat(second.triggerEventId()).isEqualTo("m2");
  }

  @Test
  void aTriageIsJudgedOnceByTheNextLabel() {
    teach();
    TicketState state = new TicketState(settings);
    TriagedTicket triaged =
        triage.handle(Tickets.opened("t", 1, null, "my parcel is late"), state).triaged();
    assertThat(triaged.intent()).isEqualTo("delivery");
    double confidence = triaged.confidence();
    TicketState restored = Repacked.of(TicketState.format(settings), state);
    assertThat(measured(Tickets.labelled("t", 2, "delivery", null, null), restored))
        .containsEntry("support.accuracy", 1.0)
        .containsEntry("support.confidence", confidence)
        .containsEntry("support.brier-score", (confidence - 1) * (confidence - 1))
        .containsEntry("support.coverage", triaged.abstained() ? 0.0 : 1.0);
    assertThat(measured(Tickets.labelled("t", 3, "refund", null, null), restored)).isEmpty();
    triage.handle(Tickets.opened("t", 4, null, "still late"), restored);
    assertThat(measured(Tickets.labelled("t", 5, "refund", null, null), restored))
        .containsEntry("support.accuracy", 0.0);
    assertThat(measured(Tickets.verdict("t", 6, "a1", true), restored))
        .containsExactly(Map.entry("support.acceptance-rate", 1.0));
    assertThat(measured(Tickets.verdict("t", 7, "a1", false), restored))
        .containsExactly(Map.entry("support.acceptance-rate", 0.0));
  }

  @Test
  void whatIsNotKnownIsWrongAndNotCovered() {
    TicketState state = new TicketState(settings);
    triage.handle(Tickets.opened("t", 1, null, "my parcel is late"), state);
    assertThat(measured(Tickets.labelled("t", 2, "delivery", null, null), state))
        .containsEntry("support.accuracy", 0.0)
        .containsEntry("support.coverage", 0.0)
        .containsEntry("support.brier-score", 0.0)
        .doesNotContainKey("support.selective-accuracy");
  }

  private Map<String, Double> measured(TicketEvent event, TicketState state) {
    return triage.handle(event, state).measured().stream()
        .collect(Collectors.toMap(Measurement::metric, Measurement::mean));
  }

  @Test
  void rejectedAnswersSink() {
    triage.accept(article("a1", "Late parcels", "How to track a late parcel"));
    double before = open("my parcel is late").suggestedAnswers().get(0).score();
    TicketState state = new TicketState(settings);
    for (int i = 0; i < 4; i++) {
      trainer.learn(triage.handle(Tickets.verdict("t", i, "a1", false), state).example());
    }
    publish();
    double after = open("my parcel is late").suggestedAnswers().get(0).score();
    assertThat(after).isCloseTo(before / 2, within(1e-9));
  }

  @Test
  void holdsABoundedNumberOfSites() {
    assertThat(triage.accept(article("a1", "t", "b"))).isTrue();
    assertThat(triage.accept(new ModelShard("two", "answers", 1, 1, answers()))).isTrue();
    assertThat(triage.accept(new ModelShard("three", "answers", 1, 1, answers()))).isFalse();
    assertThat(triage.articles()).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where is my order                                  | MEDIUM | 0",
        "please cancel it immediately                       | HIGH   | 0",
        "terrible service, broken and useless               | HIGH   | -0.75",
        "urgent! this is unacceptable, awful and horrible   | URGENT | -0.75",
        "thanks, great and friendly help                    | MEDIUM | 0.75",
        "i am not happy                                     | MEDIUM | -0.5",
        "Das ist eine Frechheit, alles kaputt und defekt    | HIGH   | -0.75",
        "ce n'est pas un mauvais produit                    | MEDIUM | 0.5",
        "estoy muy decepcionada                             | MEDIUM | -0.5",
        "muito obrigado, excelente                          | MEDIUM | 0.6666",
      })
  void toneAndHasteRaiseThePriority(String text, Priority priority, double sentiment) {
    TriagedTicket triaged = open(text);
    assertThat(triaged.priority()).isEqualTo(priority);
    assertThat(triaged.sentiment()).isCloseTo(sentiment, within(1e-3));
    if (priority != Priority.MEDIUM) {
      assertThat(triaged.reasons())
          .extracting(TriageReason::feature)
          .anyMatch(rule -> rule.startsWith("rule:"));
    }
  }

  private void teach() {
    for (int i = 0; i < 20; i++) {
      teach("my parcel is late", "delivery", "logistics", "high");
      teach("i want my money back", "refund", "billing", "low");
    }
    publish();
  }

  private void teach(String text, String intent, String queue, String priority) {
    TicketState state = new TicketState(settings);
    tickets++;
    triage.handle(Tickets.opened("t" + tickets, tickets, null, text), state);
    TicketEvent label = Tickets.labelled("t" + tickets, tickets, intent, queue, priority);
    trainer.learn(triage.handle(label, state).example());
  }

  private void publish() {
    trainer.publish(Tickets.SITE).forEach(triage::accept);
  }

  private TriagedTicket open(String text) {
    tickets++;
    return triage
        .handle(Tickets.opened("t" + tickets, tickets, null, text), new TicketState(settings))
        .triaged();
  }

  private static byte[] answers() {
    return AnswerRecord.format(1).pack(new AnswerRecord(1));
  }

  private static KnowledgeEntry article(String id, String title, String body) {
    return Events.article(id, 1).eventId("e").site(Tickets.SITE).title(title).body(body).build();
  }
}
