package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.testing.Tickets;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.testing.Await;
import io.rapport.jobs.testing.Desk;
import io.rapport.jobs.testing.RocksDbJobs;
import io.rapport.jobs.testing.Topic;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topology on RocksDB, its loop closed by a queue in place of the model topic. */
class SupportTopologyIT {

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  private final Topic<TicketEvent> events = Topic.empty(TicketEvent.class);
  private final Topic<KnowledgeEntry> articles = Topic.empty(KnowledgeEntry.class);
  private final Topic<ModelShard> models = Topic.empty(ModelShard.class);
  private final Topic<VisitorErased> erased = Topic.empty(VisitorErased.class);
  private final Topic<Receipt> receipts = Topic.empty(Receipt.class);
  private final Topic<TriagedTicket> triaged = Topic.empty(TriagedTicket.class);

  private JobClient job;
  private long time = 1_000_000;
  private int tickets;

  @BeforeEach
  void start() throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    environment.configure(strict);
    environment.setBufferTimeout(0);
    SupportTopology.Products products =
        SupportTopology.build(
            events.source(environment),
            articles.source(environment),
            models.source(environment),
            erased.source(environment),
            Desk.settings(4),
            CacheSettings.DEFAULT);
    triaged.sink(products.triaged());
    receipts.sink(products.receipts());
    models.sink(products.models());
    job = environment.executeAsync("support topology");
  }

  @AfterEach
  void stop() throws Exception {
    job.cancel().get();
  }

  @Test
  void whatAgentsTeachIsUsedForLaterTickets() throws Exception {
    TriagedTicket before = ask("where is my parcel");
    assertThat(before.intent()).isNull();
    assertThat(before.queue()).isEqualTo("human");
    for (int i = 0; i < 20; i++) {
      teach("where is my parcel", "delivery", "logistics");
      teach("please send my money back", "refund", "billing");
    }
    // The shards of a publication arrive one by one: the first answers may lack weights.
    TriagedTicket after =
        Await.until(
            () -> ask("where is my parcel now"),
            ticket -> "delivery".equals(ticket.intent()) && !ticket.reasons().isEmpty());
    assertThat(after.abstained()).isFalse();
    assertThat(after.queue()).isEqualTo("logistics");
    assertThat(after.modelVersion()).isPositive();
    teach("i cannot open my account", "access", "accounts");
    Await.until(() -> ask("i cannot open my account"), ticket -> "access".equals(ticket.intent()));
  }

  @Test
  void answersComeFromTheArticlesAndStopWhenAPersonAnswers() throws Exception {
    articles.add(Tickets.article("a1", time, true));
    TriagedTicket answered =
        Await.until(
            () -> ask("my parcel is late, write to me@example.com"),
            ticket -> !ticket.suggestedAnswers().isEmpty());
    assertThat(answered.suggestedAnswers())
        .extracting(SuggestedAnswer::answerId)
        .containsExactly("a1");
    assertThat(answered.redactedBody()).isEqualTo("my parcel is late, write to <email>");
    assertThat(answered.redactions().emails()).isOne();
    events.add(Tickets.agentMessage(answered.ticketId(), "agent", ++time, "we look into it"));
    events.add(Tickets.message(answered.ticketId(), "again", ++time, "my parcel is still late"));
    TriagedTicket second = triaged.next();
    assertThat(second.triggerEventId()).isEqualTo("again");
    assertThat(second.suggestedAnswers()).isEmpty();
  }

  @Test
  void aPersonsTicketsAreForgottenWhenThePersonIs() throws Exception {
    ask("where is my parcel");
    ask("and where is the other");
    // The erasure may overtake what was just written, and reaches it all the same.
    erased.add(new VisitorErased("r1", Tickets.SITE, "c1", ++time));
    List<TriagedTicket> gone = List.of(triaged.next(), triaged.next());
    assertThat(gone).allMatch(TriagedTicket::removed);
    assertThat(gone).extracting(TriagedTicket::ticketId).containsExactlyInAnyOrder("t1", "t2");
    for (int i = 0; i < 2; i++) {
      assertThat(receipts.next())
          .isEqualTo(new Receipt("r1", Tickets.SITE, time, "support", Map.of("tickets", 1L)));
    }
    assertThat(ask("something new").removed()).isFalse();
    assertThat(receipts.isEmpty()).isTrue();
  }

  private void teach(String text, String intent, String queue) throws InterruptedException {
    ask(text);
    events.add(Tickets.labelled("t" + tickets, "l" + tickets, ++time, intent, queue));
  }

  /** Opens a ticket a second after the last and waits for what comes of it. */
  private TriagedTicket ask(String text) throws InterruptedException {
    tickets++;
    time += 1000;
    events.add(Tickets.opened("t" + tickets, "e" + tickets, time, text));
    TriagedTicket answer = triaged.next();
    assertThat(answer.ticketId()).isEqualTo("t" + tickets);
    return answer;
  }
}
