package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.ClickOutcome;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.Retraction;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedFunction;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedCodec;
import io.rapport.jobs.state.PackedState;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Clicks, purchases, changes of status and erasures, keyed by visitor, in; visits with the
 * session's recent items out, and those to be taken back; what was bought by the side output {@link
 * #TO_RANKING}, what was done with recommendations by {@link #REACTIONS}, clicks on them by {@link
 * #MEASUREMENTS}, what embeds items by {@link #EMBEDDING_EXAMPLES}. Of a visitor erased the same
 * are told, and by {@link #ORDERS} the orders to be taken back and by {@link #RECEIPTS} how much
 * was removed. Gives every event its outcome.
 */
final class HistoryFunction extends KeyedCoProcessFunction<String, ClickEvent, VisitorInput, Visit>
    implements CheckpointedFunction, CachedFunction {

  static final OutputTag<VisitorMessage> TO_RANKING =
      new OutputTag<>("to-ranking", TypeInformation.of(VisitorMessage.class));

  static final OutputTag<OrderRetraction> ORDERS =
      new OutputTag<>("retracted-orders", TypeInformation.of(OrderRetraction.class));

  static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", TypeInformation.of(Receipt.class));

  static final OutputTag<Measurement> MEASUREMENTS =
      new OutputTag<>("history-measurements", TypeInformation.of(Measurement.class));

  static final OutputTag<FeedbackMessage> REACTIONS =
      new OutputTag<>("reactions", TypeInformation.of(FeedbackMessage.class));

  /**
   * Carries the watermarks of visits to the catalogue's texts, whose own topic tells no time.
   * Nothing is ever sent by it.
   */
  static final OutputTag<CatalogueEntry> CLOCK =
      new OutputTag<>("clock", TypeInformation.of(CatalogueEntry.class));

  static final OutputTag<EmbeddingExample> EMBEDDING_EXAMPLES =
      new OutputTag<>("embedding-examples", TypeInformation.of(EmbeddingExample.class));

  static final OutputTag<ShownOutcome> OUTCOMES =
      new OutputTag<>("shown-outcomes", TypeInformation.of(ShownOutcome.class));

  private static final String CLICK_THROUGH = "recommendation.click-through-rate";

  private final HistorySettings settings;
  private final FeedbackSettings feedback;
  private final EmbeddingSettings embedding;
  private transient KeyedStates states;
  private transient PackedState<History> histories;
  private transient Accounting accounting;
  private transient Counter unlearned;

  HistoryFunction(RecommendationSettings all) {
    this.settings = all.history();
    this.feedback = all.feedback();
    this.embedding = all.embedding();
  }

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    accounting =
        Accounting.restore("recommendation", context, getRuntimeContext().getMetricGroup());
  }

  @Override
  public void open(OpenContext context) {
    histories =
        new PackedState<>(
            getRuntimeContext(),
            states,
            RecommendationUids.HISTORY_STATE,
            new PackedCodec<>(
                () -> new History(settings),
                bytes -> History.fromBytes(bytes, settings),
                History::write));
    unlearned = PackedState.metrics(getRuntimeContext()).counter("unlearned-visits");
  }

  @Override
  public void processElement1(ClickEvent click, Context context, Collector<Visit> out)
      throws Exception {
    History stored = histories.read();
    History history = stored != null ? stored : histories.create();
    long due = stored != null ? stored.expiry() : Long.MAX_VALUE;
    ClickOutcome outcome = history.apply(click);
    accounting.count(Feed.CLICKS, outcome.outcome());
    if (outcome.outcome() == Outcome.PROCESSED && !click.bot()) {
      measure(click, context);
      Reaction reaction = Reaction.of(click);
      if (reaction != null
          && history.status() != VisitorStatus.OPTED_OUT
          && feedback.includes(reaction.recommendationId())) {
        context.output(REACTIONS, FeedbackMessage.of(reaction));
      }
    }
    if (outcome.visit() != null) {
      unlearned.inc(outcome.visit().learned() ? 0 : 1);
      out.collect(outcome.visit());
      EmbeddingExample example = EmbeddingExample.of(outcome.visit(), embedding);
      if (example != null) {
        context.output(EMBEDDING_EXAMPLES, example);
      }
    }
    store(history, due, context.timerService());
  }

  /** Clicks on what was recommended, among the recommendations shown. */
  private static void measure(ClickEvent click, Context context) {
    if (click.action() == ClickAction.IMPRESSION) {
      context.output(MEASUREMENTS, new Measurement(CLICK_THROUGH, click.site(), 0, 1));
      context.output(OUTCOMES, new ShownOutcome(click.site(), click.visitorKey(), 1, 0, 0));
    } else if (click.action() == ClickAction.RECOMMENDATION_CLICK) {
      context.output(MEASUREMENTS, new Measurement(CLICK_THROUGH, click.site(), 1, 0));
      context.output(OUTCOMES, new ShownOutcome(click.site(), click.visitorKey(), 0, 1, 0));
    }
  }

  @Override
  public void processElement2(VisitorInput input, Context context, Collector<Visit> out)
      throws Exception {
    History stored = histories.read();
    History history = stored != null ? stored : histories.create();
    long due = stored != null ? stored.expiry() : Long.MAX_VALUE;
    switch (input.kind()) {
      case PURCHASE -> take(input.purchase(), history, context);
      case STATUS -> history.apply(input.status());
      case ERASURE -> erase(input.erased(), history, context, out);
    }
    store(history, due, context.timerService());
  }

  private static void erase(
      VisitorErased request, History history, Context context, Collector<Visit> out) {
    Retraction retraction = history.erase(request);
    retraction.visits().forEach(out::collect);
    retraction.orders().forEach(order -> context.output(ORDERS, order));
    String visitor = request.visitorKey();
    context.output(TO_RANKING, VisitorMessage.erased(visitor, retraction.until()));
    context.output(REACTIONS, FeedbackMessage.erased(visitor));
    context.output(
        RECEIPTS,
        new Receipt(
            request.requestId(),
            request.site(),
            request.time(),
            "recommendation",
            Map.of(
                "visits", (long) retraction.visits().size(),
                "orders", (long) retraction.orders().size())));
  }

  private void take(PurchaseEvent purchase, History history, Context context) {
    Outcome outcome = history.apply(purchase);
    accounting.count(Feed.PURCHASES, outcome);
    PurchasedItems purchased = PurchasedItems.of(purchase);
    if (outcome != Outcome.PROCESSED || purchased == null) {
      return;
    }
    int converted = history.converted(purchase);
    if (converted > 0) {
      context.output(
          OUTCOMES, new ShownOutcome(purchase.site(), purchased.visitorKey(), 0, 0, converted));
    }
    if (history.status() == VisitorStatus.OPTED_OUT) {
      return;
    }
    context.output(TO_RANKING, VisitorMessage.of(purchased));
    if (feedback.share() > 0) {
      Reaction.of(purchased)
          .forEach(reaction -> context.output(REACTIONS, FeedbackMessage.of(reaction)));
    }
  }

  /** One timer a visitor, moved when it fires; a further one only where the end comes earlier. */
  private void store(History history, long due, TimerService timers) throws IOException {
    long expiry = history.expiry();
    keep(history, expiry);
    if (expiry < due) {
      timers.registerEventTimeTimer(expiry);
    }
  }

  /** A visitor of whom only the status or the segment is remembered has no timer. */
  private void keep(History history, long expiry) throws IOException {
    if (expiry == Long.MAX_VALUE && history.isUsual()) {
      histories.clear();
    } else {
      histories.write(history);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Visit> out)
      throws Exception {
    History history = histories.read();
    if (history == null) {
      return;
    }
    long next = history.expire(timestamp);
    keep(history, next);
    if (next != Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(next);
    }
  }

  Accounting accounting() {
    return accounting;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    accounting.snapshot();
  }
}
