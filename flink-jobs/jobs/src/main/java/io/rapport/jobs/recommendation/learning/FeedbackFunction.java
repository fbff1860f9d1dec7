package io.rapport.jobs.recommendation.learning;

import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.feedback.FeedbackJoin;
import io.rapport.core.recommendation.feedback.Judgement;
import io.rapport.core.recommendation.rules.ShownOutcome;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Joins impressions, clicks and purchases with the recommendations they belong to.
 *
 * <pre>
 * in    {@link FeedbackMessage} by visitor: a logged recommendation, a reaction, or the end
 * out   {@link BlendExample} from recommendations whose window is over, or that give way
 * side  {@link #MEASUREMENTS}: {@link Measurement} of the click-through rate, as it happens; for
 *       logged recommendations, of the shares of shown items that were clicked and bought
 *       {@link #OUTCOMES}: {@link ShownOutcome}, items shown, clicked and bought, as it happens
 * </pre>
 *
 * <p>One join serves learning, experiments and the click-through rate. At the end of the window a
 * timer makes the negatives: items shown and not chosen. An erasure or opt-out ends the feedback of
 * the visitor: its state is cleared.
 */
public final class FeedbackFunction extends StatefulFunction<FeedbackMessage, BlendExample> {

  public static final OutputTag<Measurement> MEASUREMENTS =
      new OutputTag<>("feedback-measurements", TypeInformation.of(Measurement.class));

  public static final OutputTag<ShownOutcome> OUTCOMES =
      new OutputTag<>("shown-outcomes", TypeInformation.of(ShownOutcome.class));

  private static final String CLICK_THROUGH = "recommendation.click-through-rate";

  private final FeedbackSettings settings;
  private transient ExpiringState<FeedbackJoin> joins;
  private transient Counter judged;

  public FeedbackFunction(FeedbackSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "visitor",
            "lists shown and reactions",
            "%d lists, %d reactions, %d items shown",
            settings.lists(),
            settings.reactions(),
            settings.shownItems())
        .until(settings.windowMillis() + settings.allowedLatenessMillis(), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    joins = states.expiring(RecommendationUids.FEEDBACK_STATE, FeedbackJoin.format(settings));
    judged = states.metrics().counter("judged-recommendations");
  }

  @Override
  public void processElement(FeedbackMessage message, Context context, Collector<BlendExample> out)
      throws Exception {
    if (message.kind() == FeedbackMessage.Kind.END) {
      joins.clear();
      return;
    }
    FeedbackJoin join = joins.readOrCreate();
    if (message.kind() == FeedbackMessage.Kind.LIST) {
      tell(join.follow(message.list()), context, out);
    } else {
      count(join.react(message.reaction()), context);
    }
    joins.write(join, context.timerService());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<BlendExample> out)
      throws Exception {
    FeedbackJoin join = joins.read();
    if (joins.ended(join, timestamp, context.timerService())) {
      for (Judgement judgement : join.pass(timestamp)) {
        tell(judgement, context, out);
      }
      joins.write(join, context.timerService());
    }
  }

  private static void count(ShownOutcome outcome, Context context) {
    if (outcome.shown() + outcome.clicked() > 0) {
      context.output(
          MEASUREMENTS,
          new Measurement(CLICK_THROUGH, outcome.site(), outcome.clicked(), outcome.shown()));
    }
    if (outcome.shown() + outcome.clicked() + outcome.bought() > 0) {
      context.output(OUTCOMES, outcome);
    }
  }

  private void tell(Judgement judgement, Context context, Collector<BlendExample> out) {
    if (judgement == null) {
      return;
    }
    judged.inc();
    judgement.examples().forEach(out::collect);
    String site = judgement.list().site();
    context.output(
        MEASUREMENTS,
        new Measurement(
            "recommendation.shown-click-rate", site, judgement.clicks(), judgement.impressions()));
    context.output(
        MEASUREMENTS,
        new Measurement(
            "recommendation.shown-purchase-rate",
            site,
            judgement.purchases(),
            judgement.impressions()));
  }
}
