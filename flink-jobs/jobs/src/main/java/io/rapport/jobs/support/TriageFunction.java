package io.rapport.jobs.support;

import io.rapport.core.intake.Keys;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.quality.Measurement;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TicketState;
import io.rapport.core.support.ticket.TicketTriage;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Triages tickets by the broadcast models and articles of their site.
 *
 * <pre>
 * in 1  {@link TicketInput} by ticket: an event, or an erasure
 * in 2  {@link SupportReference}, broadcast: an article, or a part of a model
 * out   {@link TriagedTicket}, or the removal of one
 * side  {@link #EXAMPLES}: {@link TrainingExample} from agents, and texts to forget
 *       {@link #MEASUREMENTS}: {@link Measurement} of the triage, by the agents' decisions
 *       {@link #RECEIPTS}: {@link Receipt} of erased tickets
 * </pre>
 *
 * <p>Redaction comes before anything is stored or emitted. An event-time timer expires a ticket.
 */
final class TriageFunction
    extends StatefulBroadcastFunction<TicketInput, SupportReference, TriagedTicket>
    implements CheckpointedFunction {

  static final OutputTag<TrainingExample> EXAMPLES =
      new OutputTag<>("examples", TypeInformation.of(TrainingExample.class));

  static final OutputTag<Measurement> MEASUREMENTS =
      new OutputTag<>("triage-measurements", TypeInformation.of(Measurement.class));

  static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("support-receipts", TypeInformation.of(Receipt.class));

  static final MapStateDescriptor<String, KnowledgeEntry> ARTICLES =
      new MapStateDescriptor<>(
          SupportUids.ARTICLE_STATE, Types.STRING, TypeInformation.of(KnowledgeEntry.class));

  static final MapStateDescriptor<String, ModelShard> MODELS =
      new MapStateDescriptor<>(
          SupportUids.MODEL_STATE, Types.STRING, TypeInformation.of(ModelShard.class));

  private final SupportSettings settings;
  private transient TicketTriage triage;
  private transient Accounting accounting;
  private transient ExpiringState<TicketState> tickets;
  private transient Counter refusedArticles;
  private transient Counter refusedModels;

  TriageFunction(SupportSettings settings) {
    super(SupportUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    accounting = Accounting.restore("support", context, metrics);
    triage = new TicketTriage(settings);
    BroadcastState<String, ModelShard> models =
        context.getOperatorStateStore().getBroadcastState(MODELS);
    for (Map.Entry<String, ModelShard> model : models.entries()) {
      triage.accept(model.getValue());
    }
    BroadcastState<String, KnowledgeEntry> articles =
        context.getOperatorStateStore().getBroadcastState(ARTICLES);
    for (Map.Entry<String, KnowledgeEntry> article : articles.entries()) {
      triage.accept(article.getValue());
    }
  }

  @Override
  public StateNote note() {
    return StateNote.per("ticket", "ticket and its triage", "%d event ids", settings.duplicates())
        .until(settings.ticketRetentionMillis(), "event")
        .and(
            StateNote.per(
                    "task",
                    "articles and models of all sites",
                    "%d sites, %d articles each",
                    settings.maxSites(),
                    settings.knowledge().maxArticles())
                .until("replaced or removed"));
  }

  @Override
  protected void open(KeyedStates states) {
    tickets = states.expiring(SupportUids.TICKET_STATE, TicketState.format(settings));
    MetricGroup metrics = states.metrics();
    refusedArticles = metrics.counter("refused-articles");
    refusedModels = metrics.counter("refused-model-parts");
    metrics.gauge("articles", (Gauge<Integer>) triage::articles);
  }

  @Override
  public void processElement(
      TicketInput input, ReadOnlyContext context, Collector<TriagedTicket> out) throws IOException {
    TicketState ticket = tickets.readOrCreate();
    if (input.erased() != null) {
      erase(input.erased(), ticket, context, out);
    } else {
      handle(input.event(), ticket, context, out);
    }
  }

  /** Erases a ticket, even an expired one: its triaged tickets are still on the topic. */
  private void erase(
      TicketErased erased,
      TicketState ticket,
      ReadOnlyContext context,
      Collector<TriagedTicket> out)
      throws IOException {
    if (!ticket.erase(erased.time())) {
      return; // Erased already: the request also comes by account, cookie and e-mail address.
    }
    out.collect(TriagedTicket.removal(erased.site(), erased.ticketId(), erased.time()));
    context.output(EXAMPLES, TrainingExample.forgotten(erased));
    context.output(
        RECEIPTS,
        new Receipt(
            erased.requestId(), erased.site(), erased.time(), "support", Map.of("tickets", 1L)));
    tickets.write(ticket, context.timerService());
  }

  private void handle(
      TicketEvent event, TicketState ticket, ReadOnlyContext context, Collector<TriagedTicket> out)
      throws IOException {
    Outcome outcome = ticket.admit(event);
    accounting.count(Feed.SUPPORT_EVENTS, outcome);
    if (outcome == Outcome.DUPLICATE) {
      return;
    }
    if (outcome == Outcome.PROCESSED) {
      TicketTriage.Result result = triage.handle(event, ticket);
      if (result.triaged() != null) {
        out.collect(result.triaged());
      }
      for (Measurement measurement : result.measured()) {
        context.output(MEASUREMENTS, measurement);
      }
      if (result.example() != null) {
        context.output(EXAMPLES, result.example());
      }
    }
    tickets.write(ticket, context.timerService());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TriagedTicket> out)
      throws IOException {
    if (tickets.ended(tickets.read(), time, context.timerService())) {
      tickets.clear();
    }
  }

  @Override
  public void processBroadcastElement(
      SupportReference reference, Context context, Collector<TriagedTicket> out) throws Exception {
    if (reference.model() != null) {
      take(reference.model(), context.getBroadcastState(MODELS));
    } else {
      take(reference.article(), context.getBroadcastState(ARTICLES));
    }
  }

  private void take(ModelShard part, BroadcastState<String, ModelShard> models) throws Exception {
    if (triage.accept(part)) {
      models.put(part.shardId(), part);
    } else {
      refusedModels.inc();
    }
  }

  private void take(KnowledgeEntry article, BroadcastState<String, KnowledgeEntry> articles)
      throws Exception {
    if (!triage.accept(article)) {
      refusedArticles.inc();
    } else if (article.active()) {
      articles.put(Keys.of(article.site(), article.articleId()), article);
    } else {
      articles.remove(Keys.of(article.site(), article.articleId()));
    }
  }

  /** The outcomes of the events so far. */
  Accounting accounting() {
    return accounting;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    accounting.snapshot();
  }
}
