package io.rapport.jobs.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.support.answer.SuggestedAnswer;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.testing.Desk;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.function.SerializableFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topology on RocksDB, its loop closed by a queue in place of the model topic. */
class SupportTopologyIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final long PATIENCE_SECONDS = 60;

  // The cluster runs in this process, so that queues can stand in for topics.
  private static final BlockingQueue<TicketEvent> TICKETS = new LinkedBlockingQueue<>();
  private static final BlockingQueue<KnowledgeEntry> ARTICLES = new LinkedBlockingQueue<>();
  private static final BlockingQueue<ModelShard> MODELS = new LinkedBlockingQueue<>();
  private static final BlockingQueue<VisitorErased> ERASED = new LinkedBlockingQueue<>();
  private static final BlockingQueue<Receipt> RECEIPTS = new LinkedBlockingQueue<>();
  private static final BlockingQueue<TriagedTicket> TRIAGED = new LinkedBlockingQueue<>();

  private JobClient job;
  private long time = 1_000_000;
  private int tickets;

  @BeforeEach
  void start() throws Exception {
    TICKETS.clear();
    ARTICLES.clear();
    MODELS.clear();
    ERASED.clear();
    RECEIPTS.clear();
    TRIAGED.clear();
    job = environment().executeAsync("support topology");
  }

  @AfterEach
  void stop() throws Exception {
    job.cancel().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
    TriagedTicket after = askUntilAnswered("where is my parcel now");
    assertThat(after.intent()).isEqualTo("delivery");
    assertThat(after.queue()).isEqualTo("logistics");
    assertThat(after.modelVersion()).isPositive();
    assertThat(after.reasons()).isNotEmpty();

    teach("i cannot open my account", "access", "accounts");
    TriagedTicket fresh = ask("i cannot open my account");
    long deadline = deadline();
    while (!"access".equals(fresh.intent()) && System.nanoTime() < deadline) {
      fresh = ask("i cannot open my account");
    }
    assertThat(fresh.intent()).isEqualTo("access");
  }

  @Test
  void answersComeFromTheArticlesAndStopWhenAPersonAnswers() throws Exception {
    ARTICLES.add(Desk.article("a1", time, true));
    TriagedTicket triaged = ask("my parcel is late, write to me@example.com");
    long deadline = deadline();
    while (triaged.suggestedAnswers().isEmpty() && System.nanoTime() < deadline) {
      triaged = ask("my parcel is late, write to me@example.com");
    }
    assertThat(triaged.suggestedAnswers())
        .extracting(SuggestedAnswer::answerId)
        .containsExactly("a1");
    assertThat(triaged.redactedBody()).isEqualTo("my parcel is late, write to <email>");
    assertThat(triaged.redactions().emails()).isOne();

    String ticket = triaged.ticketId();
    TICKETS.add(Desk.agentMessage(ticket, "agent", ++time, "we look into it"));
    TICKETS.add(Desk.message(ticket, "again", ++time, "my parcel is still late"));
    TriagedTicket second = next();
    assertThat(second.triggerEventId()).isEqualTo("again");
    assertThat(second.suggestedAnswers()).isEmpty();
  }

  @Test
  void aPersonsTicketsAreForgottenWhenThePersonIs() throws Exception {
    ask("where is my parcel");
    ask("and where is the other");
    Set<String> erased = new HashSet<>();
    long deadline = deadline();
    // The erasure may overtake what was just written, and reaches it all the same.
    ERASED.add(new VisitorErased("r1", Desk.SITE, "c1", ++time));
    while (erased.size() < 2 && System.nanoTime() < deadline) {
      TriagedTicket gone = next();
      assertThat(gone.removed()).isTrue();
      erased.add(gone.ticketId());
    }
    assertThat(erased).containsExactlyInAnyOrder("t1", "t2");
    for (int i = 0; i < 2; i++) {
      assertThat(RECEIPTS.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .isEqualTo(new Receipt("r1", Desk.SITE, time, "support", Map.of("tickets", 1L)));
    }
    assertThat(ask("something new").removed()).isFalse();
    assertThat(RECEIPTS).isEmpty();
  }

  private void teach(String text, String intent, String queue) throws InterruptedException {
    ask(text);
    TICKETS.add(Desk.labelled("t" + tickets, "l" + tickets, ++time, intent, queue));
  }

  /** Opens a ticket a second after the last and waits for what comes of it. */
  private TriagedTicket ask(String text) throws InterruptedException {
    tickets++;
    time += 1000;
    TICKETS.add(Desk.opened("t" + tickets, "e" + tickets, time, text));
    TriagedTicket triaged = next();
    assertThat(triaged.ticketId()).isEqualTo("t" + tickets);
    return triaged;
  }

  private TriagedTicket askUntilAnswered(String text) throws InterruptedException {
    long deadline = deadline();
    TriagedTicket triaged = ask(text);
    while (triaged.abstained() && System.nanoTime() < deadline) {
      triaged = ask(text);
    }
    return triaged;
  }

  private static TriagedTicket next() throws InterruptedException {
    TriagedTicket triaged = TRIAGED.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(triaged).as("a triaged ticket within %d s", PATIENCE_SECONDS).isNotNull();
    return triaged;
  }

  private static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
  }

  private static StreamExecutionEnvironment environment() {
    Configuration config = new Configuration();
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    config.set(PipelineOptions.MAX_PARALLELISM, 16);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(config);
    environment.setParallelism(2);
    environment.setBufferTimeout(0);
    SupportSettings settings = Desk.settings(4);
    SupportTopology.Products products =
        SupportTopology.build(
            source(environment, index -> TICKETS.take(), TicketEvent.class),
            source(environment, index -> ARTICLES.take(), KnowledgeEntry.class),
            source(environment, index -> MODELS.take(), ModelShard.class),
            source(environment, index -> ERASED.take(), VisitorErased.class),
            settings);
    // Lambdas, because a method reference would take a serialized copy of the queue along.
    sink(products.triaged(), ticket -> TRIAGED.add(ticket), TriagedTicket.class);
    sink(products.receipts(), receipt -> RECEIPTS.add(receipt), Receipt.class);
    sink(products.models(), part -> MODELS.add(part), ModelShard.class);
    return environment;
  }

  private static <T> DataStream<T> source(
      StreamExecutionEnvironment environment, GeneratorFunction<Long, T> take, Class<T> type) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(take, Long.MAX_VALUE, TypeInformation.of(type)),
            WatermarkStrategy.noWatermarks(),
            "queue of " + type.getSimpleName())
        .uid("from-" + type.getSimpleName())
        .setParallelism(1);
  }

  private static <T> void sink(
      DataStream<T> stream, SerializableFunction<T, Boolean> add, Class<T> type) {
    stream
        .map(add::apply)
        .returns(TypeInformation.of(Boolean.class))
        .uid("add-" + type.getSimpleName())
        .sinkTo(new DiscardingSink<>())
        .uid("to-" + type.getSimpleName());
  }
}
