package io.rapport.jobs.recommendation.learning;

import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.feedback.FeedbackJoin;
import io.rapport.core.recommendation.feedback.Judgement;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedFunction;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedCodec;
import io.rapport.jobs.state.PackedState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Recommendations and what was done with them, keyed by visitor, in; what the blend can learn from
 * them, once their time is over, out. A timer makes the negatives: what was shown and not chosen.
 * What is followed of a visitor who is erased is forgotten. By the side output {@link
 * #MEASUREMENTS} how much of what was shown is clicked and bought.
 */
public final class FeedbackFunction
    extends KeyedProcessFunction<String, FeedbackMessage, BlendExample> implements CachedFunction {

  public static final OutputTag<Measurement> MEASUREMENTS =
      new OutputTag<>("feedback-measurements", TypeInformation.of(Measurement.class));

  private final FeedbackSettings settings;
  private transient KeyedStates states;
  private transient PackedState<FeedbackJoin> joins;
  private transient Counter judged;

  public FeedbackFunction(FeedbackSettings settings) {
    this.settings = settings;
  }

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void open(OpenContext context) {
    joins =
        new PackedState<>(
            getRuntimeContext(),
            states,
            RecommendationUids.FEEDBACK_STATE,
            new PackedCodec<>(
                () -> new FeedbackJoin(settings),
                bytes -> FeedbackJoin.fromBytes(bytes, settings),
                FeedbackJoin::write));
    judged = PackedState.metrics(getRuntimeContext()).counter("judged-recommendations");
  }

  @Override
  public void processElement(FeedbackMessage message, Context context, Collector<BlendExample> out)
      throws Exception {
    if (message.kind() == FeedbackMessage.Kind.ERASURE) {
      joins.clear();
      return;
    }
    FeedbackJoin stored = joins.read();
    FeedbackJoin join = stored != null ? stored : joins.create();
    long before = join.due();
    if (message.kind() == FeedbackMessage.Kind.LIST) {
      tell(join.follow(message.list()), context, out);
    } else {
      join.react(message.reaction());
    }
    keep(join, stored != null, before, context);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<BlendExample> out)
      throws Exception {
    FeedbackJoin join = joins.read();
    if (join == null) {
      return;
    }
    for (Judgement judgement : join.pass(timestamp)) {
      tell(judgement, context, out);
    }
    keep(join, true, Long.MAX_VALUE, context);
  }

  /** One timer a visitor, and a further one only where something ends earlier. */
  private void keep(FeedbackJoin join, boolean stored, long registered, Context context)
      throws Exception {
    long due = join.due();
    if (due == Long.MAX_VALUE) {
      if (stored) {
        joins.clear();
      }
      return;
    }
    joins.write(join);
    if (due < registered) {
      context.timerService().registerEventTimeTimer(due);
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
