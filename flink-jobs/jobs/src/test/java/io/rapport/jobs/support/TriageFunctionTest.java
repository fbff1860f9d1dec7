package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.SupportTrainer;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.core.testing.Tickets;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.testing.Desk;
import io.rapport.jobs.testing.Harnesses;
import io.rapport.jobs.testing.Harnesses.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriageFunctionTest {

  private final SupportSettings settings = Desk.settings(4);
  private TriageFunction function;
  private KeyedBroadcastOperatorTestHarness<String, TicketInput, SupportReference, TriagedTicket>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(Part.NONE);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void inAQuietClusterAPersonDecides() throws Exception {
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    assertThat(triaged()).hasSize(1);
    assertThat(triaged().get(0).intent()).isNull();
    assertThat(triaged().get(0).queue()).isEqualTo("human");
    assertThat(triaged().get(0).triggerEventId()).isEqualTo("e1");
  }

  @Test
  void usesTheModelAsSoonAsItArrives() throws Exception {
    broadcastModel();
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    assertThat(triaged().get(0).intent()).isEqualTo("delivery");
    assertThat(triaged().get(0).queue()).isEqualTo("desk");
  }

  @Test
  void everyEventHasOneOutcome() throws Exception {
    send(Tickets.opened("t1", "e1", 5000, "where is my parcel"));
    send(Tickets.opened("t1", "e1", 5000, "where is my parcel"));
    send(Tickets.message("t1", "e2", 3000, "too late to matter"));
    send(Tickets.labelled("t1", "e3", 3000, "delivery", "logistics"));
    send(Tickets.closed("t1", "e4", 6000));
    assertThat(triaged()).hasSize(1);
    assertOutcomes(function, 3, 1, 1);
  }

  @Test
  void agentsTeachWithRedactedText() throws Exception {
    send(Tickets.opened("t1", "e1", 1000, "write to me@example.com"));
    send(Tickets.labelled("t1", "e2", 2000, "contact", "desk"));
    send(Tickets.verdict("t1", 3000, "a1", true));
    List<TrainingExample> examples = examples();
    assertThat(examples).hasSize(2);
    assertThat(examples.get(0).text()).isEqualTo("write to <email>");
    assertThat(examples.get(0).intent()).isEqualTo("contact");
    assertThat(examples.get(1).answerId()).isEqualTo("a1");
    assertThat(examples.get(1).accepted()).isTrue();
  }

  @Test
  void aTicketOfLongAgoBehindLiveTrafficIsKeptAsLongAsANewOne() throws Exception {
    long now = Duration.ofDays(300).toMillis();
    harness.processWatermark(new Watermark(now));
    harness.processBroadcastWatermark(new Watermark(now));
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    harness.processWatermark(new Watermark(now + settings.ticketRetentionMillis() - 1));
    harness.processBroadcastWatermark(new Watermark(now + settings.ticketRetentionMillis() - 1));
    send(Tickets.labelled("t1", "e2", 1500, "delivery", "logistics"));
    assertThat(examples()).extracting(TrainingExample::text).containsExactly("where is my parcel");
  }

  @Test
  void suggestsArticlesUntilTheyAreWithdrawnOrAPersonAnswers() throws Exception {
    harness.processBroadcastElement(SupportReference.of(Tickets.article("a1", 1, true)), 1);
    send(Tickets.opened("t1", "e1", 1000, "my parcel is late"));
    send(Tickets.agentMessage("t1", "e2", 1001, "we look into it"));
    send(Tickets.message("t1", "e3", 1002, "my parcel is still late"));
    harness.processBroadcastElement(SupportReference.of(Tickets.article("a1", 2, false)), 1);
    send(Tickets.opened("t2", "e4", 1003, "my parcel is late"));
    assertThat(triaged())
        .extracting(
            ticket -> ticket.suggestedAnswers().stream().map(SuggestedAnswer::answerId).toList())
        .containsExactly(List.of("a1"), List.of(), List.of());
  }

  @Test
  void goesOnAfterARestore() throws Exception {
    broadcastModel();
    harness.processBroadcastElement(SupportReference.of(Tickets.article("a1", 1, true)), 1);
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    send(Tickets.agentMessage("t1", "e2", 1001, "we look into it"));
    restore();
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    send(Tickets.message("t1", "e3", 1002, "where is my parcel"));
    send(Tickets.opened("t2", "e4", 1003, "where is my parcel"));
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
      send(Tickets.opened("t" + i, "e" + i, 1000, "where is my parcel"));
    }
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    long kept = 0;
    long processed = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var half = harness(Part.half(snapshot, subtask))) {
        kept += Harnesses.keys(half);
        int owned = 0;
        for (int i = 0; i < tickets; i++) {
          TicketEvent again = Tickets.opened("t" + i, "e" + i, 1000, "where is my parcel");
          if (Harnesses.owns(half, again.ticketKey())) {
            half.processElement(TicketInput.of(again), 1000);
            owned++;
          }
        }
        assertThat(half.extractOutputValues()).isEmpty();
        assertThat(function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.DUPLICATE))
            .isEqualTo(owned);
        processed += function.accounting().total(Feed.SUPPORT_EVENTS, Outcome.PROCESSED);
        half.processElement(
            TicketInput.of(Tickets.opened(ownedBy(half), "new", 1000, "where is my parcel")), 1);
        assertThat(half.extractOutputValues().get(0).intent()).isEqualTo("delivery");
      }
    }
    assertThat(kept).isEqualTo(tickets);
    assertThat(processed).isEqualTo(tickets);
  }

  @Test
  void forgetsTickets() throws Exception {
    send(Tickets.opened("open", "e1", 1000, "a"));
    send(Tickets.opened("closed", "e2", 1000, "a"));
    send(Tickets.closed("closed", "e3", 2000));
    send(Tickets.opened("lively", "e4", 1000, "a"));
    send(Tickets.message("lively", "e5", 50_000, "b"));
    harness.watermark(12_000);
    assertThat(Harnesses.keys(harness)).isEqualTo(2);
    harness.watermark(101_000);
    assertThat(Harnesses.keys(harness)).isEqualTo(1);
    harness.watermark(149_999);
    assertThat(Harnesses.keys(harness)).isEqualTo(1);
    harness.watermark(150_000);
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void anErasedTicketIsGoneEverywhereAndWhatComesLateOfItStaysAway() throws Exception {
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    send(Tickets.labelled("t1", "e2", 2000, "delivery", "logistics"));
    erase("r1", "t1", 3000);
    erase("r1", "t1", 3000); // by another identifier of the person
    restore();
    erase("r1", "t1", 3000);
    send(Tickets.message("t1", "e3", 2500, "it was written before"));
    send(Tickets.labelled("t1", "e4", 2600, "delivery", "logistics"));
    assertThat(triaged()).isEmpty();
    assertOutcomes(function, 2, 2, 0);
    send(Tickets.message("t1", "e5", 3001, "where is my money"));
    assertThat(triaged()).extracting(TriagedTicket::triggerEventId).containsExactly("e5");
    send(Tickets.labelled("t1", "e6", 3002, "refund", "billing"));
    assertThat(examples()).extracting(TrainingExample::text).containsExactly("where is my money");
  }

  @Test
  void anErasureIsToldOnceWithReceiptAndWhatIsToBeForgotten() throws Exception {
    send(Tickets.opened("t1", "e1", 1000, "where is my parcel"));
    erase("r1", "t1", 3000);
    erase("r1", "t1", 3000);
    erase("r2", "never-heard-of", 4000); // its triaged tickets may still be on the topic
    assertThat(triaged()).extracting(TriagedTicket::removed).containsExactly(false, true, true);
    assertThat(triaged().get(1).ticketId()).isEqualTo("t1");
    assertThat(examples()).extracting(TrainingExample::forgets).containsExactly(true, true);
    assertThat(examples().get(0).ticketKey()).isEqualTo("shop/t1");
    assertThat(Harnesses.side(harness, TriageFunction.RECEIPTS))
        .containsExactly(
            new Receipt("r1", Tickets.SITE, 3000, "support", Map.of("tickets", 1L)),
            new Receipt("r2", Tickets.SITE, 4000, "support", Map.of("tickets", 1L)));
    harness.watermark(200_000);
    assertThat(Harnesses.keys(harness)).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  private void broadcastModel() throws Exception {
    SupportTrainer trainer = new SupportTrainer(settings);
    for (int i = 0; i < 20; i++) {
      trainer.learn(Tickets.example(Tickets.SITE, 2 * i, i, "where is my parcel", "delivery"));
      trainer.learn(Tickets.example(Tickets.SITE, 2 * i + 1, i, "money back please", "refund"));
    }
    for (ModelShard part : trainer.publish(Tickets.SITE)) {
      harness.processBroadcastElement(SupportReference.of(part), 1);
    }
  }

  private void restore() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(Part.of(snapshot));
  }

  private KeyedBroadcastOperatorTestHarness<String, TicketInput, SupportReference, TriagedTicket>
      harness(Part part) throws Exception {
    function = new TriageFunction(settings);
    return Harnesses.keyed(
        function,
        TicketInput::ticketKey,
        List.of(TriageFunction.ARTICLES, TriageFunction.MODELS),
        part);
  }

  private static String ownedBy(AbstractStreamOperatorTestHarness<?> half) {
    int number = 0;
    while (!Harnesses.owns(half, Keys.of(Tickets.SITE, "new" + number))) {
      number++;
    }
    return "new" + number;
  }

  private void send(TicketEvent event) throws Exception {
    harness.processElement(TicketInput.of(event), event.eventTime());
  }

  private void erase(String request, String ticket, long time) throws Exception {
    harness.processElement(
        TicketInput.of(new TicketErased(request, Tickets.SITE, ticket, time)), time);
  }

  private List<TriagedTicket> triaged() {
    return harness.extractOutputValues();
  }

  private List<TrainingExample> examples() {
    return Harnesses.side(harness, TriageFunction.EXAMPLES);
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
