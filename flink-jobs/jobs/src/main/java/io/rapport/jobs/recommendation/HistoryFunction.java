package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.candidate.PurchasedItems;
import io.rapport.core.recommendation.candidate.SharedItems;
import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.feedback.Reaction;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.ClickOutcome;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.Retraction;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Follows each visitor through sessions, purchases and erasure, and gives every event its outcome.
 *
 * <pre>
 * in 1  {@link ClickEvent} by visitor
 * in 2  {@link VisitorInput} by visitor: a purchase, purchases of other accounts of the visitor's
 *       person, a change of status, a login or logout, or an erasure
 * out   {@link Visit} with the session's recent items; for an erased visitor, visits to retract
 * side  {@link #TO_RANKING}: {@link VisitorMessage}, purchases, users of the cookie and erasures
 *       {@link #REACTIONS}: {@link FeedbackMessage}, impressions, clicks on recommendations and
 *       purchases; also the end of a visitor's feedback by erasure or opt-out
 *       {@link #EMBEDDING_EXAMPLES}: {@link EmbeddingExample} of a visit
 *       {@link #ORDERS}: {@link OrderRetraction} of an erased visitor's orders
 *       {@link #RECEIPTS}: {@link Receipt} of an erasure
 *       {@link #CLOCK}: watermarks only
 * </pre>
 *
 * <p>After an opt-out, reactions name no recommendation: they are counted and teach nothing.
 */
final class HistoryFunction extends StatefulCoFunction<ClickEvent, VisitorInput, Visit>
    implements CheckpointedFunction {

  static final OutputTag<VisitorMessage> TO_RANKING =
      new OutputTag<>("to-ranking", TypeInformation.of(VisitorMessage.class));

  static final OutputTag<OrderRetraction> ORDERS =
      new OutputTag<>("retracted-orders", TypeInformation.of(OrderRetraction.class));

  static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", TypeInformation.of(Receipt.class));

  static final OutputTag<FeedbackMessage> REACTIONS =
      new OutputTag<>("reactions", TypeInformation.of(FeedbackMessage.class));

  /**
   * Carries the watermarks of visits to the texts of the catalogue, whose own topic has none. It
   * has no records.
   */
  static final OutputTag<CatalogueEntry> CLOCK =
      new OutputTag<>("clock", TypeInformation.of(CatalogueEntry.class));

  static final OutputTag<EmbeddingExample> EMBEDDING_EXAMPLES =
      new OutputTag<>("embedding-examples", TypeInformation.of(EmbeddingExample.class));

  private final HistorySettings settings;
  private final EmbeddingSettings embedding;
  private transient ExpiringState<History> histories;
  private transient Accounting accounting;
  private transient Counter unlearned;

  HistoryFunction(RecommendationSettings all) {
    super(RecommendationUids.DOMAIN);
    this.settings = all.history();
    this.embedding = all.embedding();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    accounting =
        Accounting.restore("recommendation", context, getRuntimeContext().getMetricGroup());
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "visitor",
            "session, and what can be taken back",
            "%d items, %d event ids, %d visits, %d orders",
            settings.window(),
            settings.rememberedIds(),
            settings.erasure().visits(),
            settings.erasure().orders())
        .until(Math.max(settings.expiryMillis(), settings.erasure().windowMillis()), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    histories = states.expiring(RecommendationUids.HISTORY_STATE, History.format(settings));
    unlearned = states.metrics().counter("unlearned-visits");
  }

  @Override
  public void processElement1(ClickEvent click, Context context, Collector<Visit> out)
      throws Exception {
    History history = histories.readOrCreate();
    ClickOutcome outcome = history.apply(click);
    accounting.count(Feed.CLICKS, outcome.outcome());
    pass(click.visitorKey(), click.eventTime(), history, context);
    if (outcome.outcome() == Outcome.PROCESSED && !click.bot()) {
      Reaction reaction = Reaction.of(click);
      if (reaction != null) {
        boolean teaches = history.status() != VisitorStatus.OPTED_OUT;
        context.output(REACTIONS, FeedbackMessage.of(teaches ? reaction : reaction.unnamed()));
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
    histories.write(history, context.timerService());
  }

  @Override
  public void processElement2(VisitorInput input, Context context, Collector<Visit> out)
      throws Exception {
    History history = histories.readOrCreate();
    switch (input.kind()) {
      case PURCHASE -> take(input.purchase(), history, context);
      case COPY -> copy(input.purchase(), history, context);
      case SHARE -> share(input.shared(), history, context);
      case STATUS -> take(input.status(), history, context);
      case OWNER -> {
        history.apply(input.owner());
        pass(input.visitorKey(), input.owner().time(), history, context);
      }
      case ERASURE -> erase(input.erased(), history, context, out);
    }
    histories.write(history, context.timerService());
  }

  private static void erase(
      VisitorErased request, History history, Context context, Collector<Visit> out) {
    Retraction retraction = history.erase(request);
    retraction.visits().forEach(out::collect);
    retraction.orders().forEach(order -> context.output(ORDERS, order));
    String visitor = request.visitorKey();
    context.output(TO_RANKING, VisitorMessage.erased(visitor, retraction.until()));
    context.output(REACTIONS, FeedbackMessage.forgotten(visitor));
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

  /** Applies a change of status; an opt-out ends the visitor's feedback. */
  private static void take(StatusChange change, History history, Context context) {
    boolean before = history.status() == VisitorStatus.OPTED_OUT;
    history.apply(change);
    if (!before && history.status() == VisitorStatus.OPTED_OUT) {
      context.output(REACTIONS, FeedbackMessage.forgotten(change.visitorKey()));
    }
  }

  private void take(PurchaseEvent purchase, History history, Context context) {
    Outcome outcome = history.apply(purchase);
    accounting.count(Feed.PURCHASES, outcome);
    PurchasedItems purchased = PurchasedItems.of(purchase);
    if (outcome == Outcome.PROCESSED && purchased != null) {
      pass(purchased.visitorKey(), purchase.eventTime(), history, context);
      use(purchased, history, context);
    }
  }

  /** A purchase of the account elsewhere is one of its cookies too, but no event of its own. */
  private static void copy(PurchaseEvent purchase, History history, Context context) {
    if (history.applyCopy(purchase)) {
      use(PurchasedItems.of(purchase), history, context);
    }
  }

  /**
   * Passes on what an account of the person has bought, to be kept apart. The purchase just made is
   * feedback of the cookie; where the account itself uses the cookie, it is the cookie's too.
   */
  private static void share(SharedPurchases told, History history, Context context) {
    SharedPurchases shared = history.kept(told);
    PurchaseEvent added = shared.addedElsewhere();
    if (added != null && history.isUsedBy(shared.account())) {
      copy(added, history, context);
    } else if (added != null && history.mayBeUsedBy(shared.accounts())) {
      react(PurchasedItems.of(added), context);
    }
    if (shared.purchases().isEmpty() || history.status() != VisitorStatus.OPTED_OUT) {
      context.output(TO_RANKING, VisitorMessage.of(SharedItems.of(shared, history.owner())));
    }
  }

  /**
   * Forgets what was learned of the last person where another one uses the cookie now. Ranking may
   * still know a person whom the history has forgotten.
   */
  private static void pass(String visitor, long time, History history, Context context) {
    if (history.passed()) {
      context.output(TO_RANKING, VisitorMessage.passed(visitor, time - 1, history.owner()));
      context.output(REACTIONS, FeedbackMessage.forgotten(visitor));
    } else if (history.recognised()) {
      context.output(TO_RANKING, VisitorMessage.recognised(visitor, time - 1, history.owner()));
    }
  }

  private static void use(PurchasedItems purchased, History history, Context context) {
    react(purchased, context);
    if (history.status() != VisitorStatus.OPTED_OUT) {
      context.output(TO_RANKING, VisitorMessage.of(purchased));
    }
  }

  private static void react(PurchasedItems purchased, Context context) {
    Reaction.of(purchased)
        .forEach(reaction -> context.output(REACTIONS, FeedbackMessage.of(reaction)));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Visit> out)
      throws Exception {
    History history = histories.read();
    if (histories.ended(history, timestamp, context.timerService())) {
      history.expire(histories.local(timestamp));
      histories.write(history, context.timerService());
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
