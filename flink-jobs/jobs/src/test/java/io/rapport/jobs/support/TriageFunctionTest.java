package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.SupportTrainer;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.testing.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriageFunctionTest {

  private static final int MAX_PARALLELISM = 16;

  private final SupportSettings settings = Desk.settings(4);
  private TriageFunction function;
  private CoBroadcastWithKeyedOperator<String, TicketInput, SupportReference, TriagedTicket>
      operator;
  private KeyedBroadcastOperatorTestHarness<String, TicketInput, SupportReference, TriagedTicket>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(1, 0, null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void inAQuietClusterAPersonDecides() throws Exception {
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    assertThat(triaged()).hasSize(1);
    assertThat(triaged().get(0).intent()).isNull();
    assertThat(triaged().get(0).queue()).isEqualTo("human");
    assertThat(triaged().get(0).triggerEventId()).isEqualTo("e1");
  }

  @Test
  void usesTheModelAsSoonAsItArrives() throws Exception {
    broadcastModel();
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    assertThat(triaged().get(0).intent()).isEqualTo("delivery");
    assertThat(triaged().get(0).queue()).isEqualTo("desk");
  }

  @Test
  void everyEventHasOneOutcome() throws Exception {
    send(Desk.opened("t1", "e1", 5000, "where is my parcel"));
    send(Desk.opened("t1", "e1", 5000, "where is my parcel"));
    send(Desk.message("t1", "e2", 3000, "too late to matter"));
    send(Desk.labelled("t1", "e3", 3000, "delivery", "logistics"));
    send(Desk.closed("t1", "e4", 6000));
    assertThat(triaged()).hasSize(1);
    assertOutcomes(function, 3, 1, 1);
  }

  @Test
  void agentsTeachWithRedactedText() throws Exception {
    send(Desk.opened("t1", "e1", 1000, "write to me@example.com"));
    send(Desk.labelled("t1", "e2", 2000, "contact", "desk"));
    send(Desk.accepted("t1", "e3", 3000, "a1"));
    List<TrainingExample> examples = examples();
    assertThat(examples).hasSize(2);
    assertThat(examples.get(0).text()).isEqualTo("write to <email>");
    assertThat(examples.get(0).intent()).isEqualTo("contact");
    assertThat(examples.get(1).answerId()).isEqualTo("a1");
    assertThat(examples.get(1).accepted()).isTrue();
  }

  @Test
  void suggestsArticlesUntilTheyAreWithdrawnOrAPersonAnswers() throws Exception {
    harness.processBroadcastElement(SupportReference.of(Desk.article("a1", 1, true)), 1);
    send(Desk.opened("t1", "e1", 1000, "my parcel is late"));
    send(Desk.agentMessage("t1", "e2", 1001, "we look into it"));
    send(Desk.message("t1", "e3", 1002, "my parcel is still late"));
    harness.processBroadcastElement(SupportReference.of(Desk.article("a1", 2, false)), 1);
    send(Desk.opened("t2", "e4", 1003, "my parcel is late"));
    assertThat(triaged())
        .extracting(
            ticket -> ticket.suggestedAnswers().stream().map(SuggestedAnswer::answerId).toList())
        .containsExactly(List.of("a1"), List.of(), List.of());
  }

  @Test
  void goesOnAfterARestore() throws Exception {
    broadcastModel();
    harness.processBroadcastElement(SupportReference.of(Desk.article("a1", 1, true)), 1);
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    send(Desk.agentMessage("t1", "e2", 1001, "we look into it"));
    restore();
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    send(Desk.message("t1", "e3", 1002, "where is my parcel"));
    send(Desk.opened("t2", "e4", 1003, "where is my parcel"));
    assertThat(triaged()).extracting(TriagedTicket::triggerEventId).containsExactly("e3", "e4");
    assertThat(triaged()).extracting(TriagedTicket::intent).containsOnly("delivery");
    assertThat(triaged().get(0).suggestedAnswers()).isEmpty();
    assertThat(triaged().get(1).suggestedAnswers()).hasSize(1);
    assertOutcomes(function, 4, 0, 1);
  }

  @Test
  void knowsEveryTicketOnceAfterAChangeOfParallelism() throws Exception {
    broadcastModel();
    int tickets = 20;
    for (int i = 0; i < tickets; i++) {
      send(Desk.opened("t" + i, "e" + i, 1000, "where is my parcel"));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    long kept = 0;
    long processed = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState mine =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, MAX_PARALLELISM, 1, 2, subtask);
      try (var half = harness(2, subtask, mine)) {
        kept += storedTickets();
        int owned = 0;
        for (int i = 0; i < tickets; i++) {
          TicketEvent again = Desk.opened("t" + i, "e" + i, 1000, "where is my parcel");
          if (owner(again) == subtask) {
            half.processElement(TicketInput.of(again), 1000);
            owned++;
          }
        }
        assertThat(half.extractOutputValues()).isEmpty();
        assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.DUPLICATE))
            .isEqualTo(owned);
        processed += function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.PROCESSED);
        half.processElement(
            TicketInput.of(Desk.opened(ownedBy(subtask), "new", 1000, "where is my parcel")), 1);
        assertThat(half.extractOutputValues().get(0).intent()).isEqualTo("delivery");
      }
    }
    assertThat(kept).isEqualTo(tickets);
    assertThat(processed).isEqualTo(tickets);
  }

  @Test
  void forgetsTickets() throws Exception {
    send(Desk.opened("open", "e1", 1000, "a"));
    send(Desk.opened("closed", "e2", 1000, "a"));
    send(Desk.closed("closed", "e3", 2000));
    send(Desk.opened("lively", "e4", 1000, "a"));
    send(Desk.message("lively", "e5", 50_000, "b"));
    harness.watermark(12_000);
    assertThat(storedTickets()).isEqualTo(2);
    harness.watermark(101_000);
    assertThat(storedTickets()).isEqualTo(1);
    harness.watermark(149_999);
    assertThat(storedTickets()).isEqualTo(1);
    harness.watermark(150_000);
    assertThat(storedTickets()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anErasedTicketIsGoneEverywhereAndWhatComesLateOfItStaysAway() throws Exception {
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    send(Desk.labelled("t1", "e2", 2000, "delivery", "logistics"));
    erase("r1", "t1", 3000);
    erase("r1", "t1", 3000); // By another of the person's identifiers.
    restore();
    erase("r1", "t1", 3000);
    send(Desk.message("t1", "e3", 2500, "it was written before"));
    send(Desk.labelled("t1", "e4", 2600, "delivery", "logistics"));
    assertThat(triaged()).isEmpty();
    assertOutcomes(function, 2, 2, 0);
    send(Desk.message("t1", "e5", 3001, "where is my money"));
    assertThat(triaged()).extracting(TriagedTicket::triggerEventId).containsExactly("e5");
    send(Desk.labelled("t1", "e6", 3002, "refund", "billing"));
    assertThat(examples()).extracting(TrainingExample::text).containsExactly("where is my money");
  }

  @Test
  void anErasureIsToldOnceWithReceiptAndWhatIsToBeForgotten() throws Exception {
    send(Desk.opened("t1", "e1", 1000, "where is my parcel"));
    erase("r1", "t1", 3000);
    erase("r1", "t1", 3000);
    erase("r2", "never-heard-of", 4000); // What was said of it may still be on the topic.
    assertThat(triaged()).extracting(TriagedTicket::removed).containsExactly(false, true, true);
    assertThat(triaged().get(1).ticketId()).isEqualTo("t1");
    assertThat(examples()).extracting(TrainingExample::forgets).containsExactly(true, true);
    assertThat(examples().get(0).ticketKey()).isEqualTo("shop/t1");
    assertThat(harness.getSideOutput(TriageFunction.RECEIPTS))
        .extracting(StreamRecord::getValue)
        .containsExactly(
            new Receipt("r1", Desk.SITE, 3000, "support", Map.of("tickets", 1L)),
            new Receipt("r2", Desk.SITE, 4000, "support", Map.of("tickets", 1L)));
    harness.watermark(200_000);
    assertThat(storedTickets()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private int storedTickets() {
    return ((TestableKeyedStateBackend<?>) operator.getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  private void broadcastModel() throws Exception {
    SupportTrainer trainer = new SupportTrainer(settings);
    for (int i = 0; i < 20; i++) {
      trainer.learn(Desk.example(Desk.SITE, 2 * i, i, "where is my parcel", "delivery"));
      trainer.learn(Desk.example(Desk.SITE, 2 * i + 1, i, "money back please", "refund"));
    }
    for (ModelShard part : trainer.publish(Desk.SITE)) {
      harness.processBroadcastElement(SupportReference.of(part), 1);
    }
  }

  private void restore() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(1, 0, snapshot);
  }

  private KeyedBroadcastOperatorTestHarness<String, TicketInput, SupportReference, TriagedTicket>
      harness(int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    function = new TriageFunction(settings);
    operator =
        new CoBroadcastWithKeyedOperator<>(
            function, List.of(TriageFunction.ARTICLES, TriageFunction.MODELS));
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            operator, TicketInput::ticketKey, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static int owner(TicketEvent event) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        event.ticketKey(), MAX_PARALLELISM, 2);
  }

  private static String ownedBy(int subtask) {
    int number = 0;
    while (owner(Desk.opened("new" + number, "", 0, "")) != subtask) {
      number++;
    }
    return "new" + number;
  }

  private void send(TicketEvent event) throws Exception {
    harness.processElement(TicketInput.of(event), event.eventTime());
  }

  private void erase(String request, String ticket, long time) throws Exception {
    harness.processElement(
        TicketInput.of(new TicketErased(request, Desk.SITE, ticket, time)), time);
  }

  private List<TriagedTicket> triaged() {
    return harness.extractOutputValues();
  }

  private List<TrainingExample> examples() {
    List<TrainingExample> examples = new ArrayList<>();
    for (StreamRecord<TrainingExample> record : harness.getSideOutput(TriageFunction.EXAMPLES)) {
      examples.add(record.getValue());
    }
    return examples;
  }

  private static void assertOutcomes(
      TriageFunction function, long processed, long late, long duplicate) {
    assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.PROCESSED))
        .isEqualTo(processed);
    assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.LATE)).isEqualTo(late);
    assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.DUPLICATE))
        .isEqualTo(duplicate);
  }
}
