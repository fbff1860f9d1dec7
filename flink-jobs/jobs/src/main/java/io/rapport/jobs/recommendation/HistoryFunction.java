package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.FeedbackSettings;
import io.rapport.core.recommendation.History;
import io.rapport.core.recommendation.HistorySettings;
import io.rapport.core.recommendation.Purchased;
import io.rapport.core.recommendation.Reaction;
import io.rapport.core.recommendation.ShownOutcome;
import io.rapport.core.recommendation.Standing;
import io.rapport.core.recommendation.Step;
import io.rapport.core.recommendation.Visit;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import java.io.IOException;
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
 * Clicks, purchases and how visitors stand, keyed by visitor, in; visits with the session's recent
 * items out; what was bought by the side output {@link #PURCHASED}, what was done with
 * recommendations by {@link #REACTIONS}, clicks on them by {@link #MEASUREMENTS}. Gives every event
 * its outcome.
 */
final class HistoryFunction extends KeyedCoProcessFunction<String, ClickEvent, VisitorInput, Visit>
    implements CheckpointedFunction, CachedFunction {

  static final OutputTag<VisitorMessage> PURCHASED =
      new OutputTag<>("purchased", TypeInformation.of(VisitorMessage.class));

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

  static final OutputTag<ShownOutcome> OUTCOMES =
      new OutputTag<>("shown-outcomes", TypeInformation.of(ShownOutcome.class));

  private static final String CLICK_THROUGH = "recommendation.click-through-rate";

  private final HistorySettings settings;
  private final FeedbackSettings feedback;
  private transient KeyedStates states;
  private transient PackedState<History> histories;
  private transient Accounting accounting;
  private transient Counter unlearned;

  HistoryFunction(HistorySettings settings, FeedbackSettings feedback) {
    this.settings = settings;
    this.feedback = feedback;
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
                History::toBytes));
    unlearned = PackedState.metrics(getRuntimeContext()).counter("unlearned-visits");
  }

  @Override
  public void processElement1(ClickEvent click, Context context, Collector<Visit> out)
      throws Exception {
    History stored = histories.read();
    History history = stored != null ? stored : histories.create();
    boolean idle = history.isIdle();
    Step step = history.apply(click);
    accounting.count(Feed.CLICKS, step.outcome());
    if (step.outcome() == Outcome.PROCESSED && !click.bot()) {
      measure(click, context);
      Reaction reaction = Reaction.of(click);
      if (reaction != null
          && history.standing() != Standing.OPTED_OUT
          && feedback.includes(reaction.recommendationId())) {
        context.output(REACTIONS, FeedbackMessage.of(reaction));
      }
    }
    if (step.visit() != null) {
      unlearned.inc(step.visit().learned() ? 0 : 1);
      out.collect(step.visit());
    }
    store(history, idle, context.timerService());
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
    boolean idle = history.isIdle();
    if (input.standing() != null) {
      history.apply(input.standing());
    } else {
      take(input.purchase(), history, context);
    }
    store(history, idle, context.timerService());
  }

  private void take(PurchaseEvent purchase, History history, Context context) {
    Outcome outcome = history.apply(purchase);
    accounting.count(Feed.PURCHASES, outcome);
    Purchased purchased = Purchased.of(purchase);
    if (outcome != Outcome.PROCESSED || purchased == null) {
      return;
    }
    int converted = history.converted(purchase);
    if (converted > 0) {
      context.output(
          OUTCOMES, new ShownOutcome(purchase.site(), purchased.visitorKey(), 0, 0, converted));
    }
    if (history.standing() == Standing.OPTED_OUT) {
      return;
    }
    context.output(PURCHASED, VisitorMessage.of(purchased));
    if (feedback.share() > 0) {
      purchased
          .reactions()
          .forEach(reaction -> context.output(REACTIONS, FeedbackMessage.of(reaction)));
    }
  }

  /** A visitor of whom only is remembered how they stand has no timer. */
  private void store(History history, boolean wasIdle, TimerService timers) throws IOException {
    if (history.isIdle() && history.standing() == Standing.USUAL) {
      histories.clear();
      return;
    }
    histories.write(history);
    if (wasIdle && !history.isIdle()) {
      timers.registerEventTimeTimer(history.expiry());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Visit> out)
      throws Exception {
    History history = histories.read();
    if (history == null || history.isIdle()) {
      return;
    }
    if (history.expiry() <= timestamp) {
      History rest = history.rest();
      if (rest.standing() == Standing.USUAL) {
        histories.clear();
      } else {
        histories.write(rest);
      }
    } else {
      context.timerService().registerEventTimeTimer(history.expiry());
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
