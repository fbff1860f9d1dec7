package io.rapport.jobs.recommendation.learning;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.blend.BlendTrainer;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Trains the blend of each site and publishes it.
 *
 * <pre>
 * in    {@link BlendExample} by site
 * out   {@link BlendPublication} of the site, at the publication's pace
 * </pre>
 *
 * <p>A site has one learner. Only a share of the traffic teaches it, which keeps it far from its
 * limit. A blend has a fixed size and no expiry: it holds all that the site's visitors taught.
 */
public final class BlendTrainerFunction extends StatefulFunction<BlendExample, BlendPublication> {

  private final BlendSettings settings;
  private transient PackedState<BlendTrainer> trainers;
  private transient Counter examples;
  private transient volatile long version;

  public BlendTrainerFunction(BlendSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per("site", "weights of the blend", "%d hidden units", settings.units())
        .unlimited();
  }

  @Override
  protected void open(KeyedStates states) {
    trainers = states.open(RecommendationUids.TRAINER_STATE, BlendTrainer.format(settings));
    examples = states.metrics().counter("blend-examples");
    states.metrics().gauge("blend-version", (Gauge<Long>) () -> version);
  }

  @Override
  public void processElement(BlendExample example, Context context, Collector<BlendPublication> out)
      throws Exception {
    BlendTrainer trainer = trainers.readOrCreate();
    long due = trainer.due();
    publish(trainer.learn(example), out);
    examples.inc();
    trainers.write(trainer);
    // An earlier timer that is due later stays; it will find nothing new.
    if (trainer.due() < due) {
      register(trainer, context.timerService());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<BlendPublication> out)
      throws Exception {
    BlendTrainer trainer = trainers.read();
    if (trainer == null || trainer.due() == Long.MAX_VALUE) {
      return;
    }
    publish(trainer.passed(context.getCurrentKey(), timestamp), out);
    trainers.write(trainer);
    register(trainer, context.timerService());
  }

  private static void register(BlendTrainer trainer, TimerService timers) {
    if (trainer.due() < Long.MAX_VALUE) {
      timers.registerEventTimeTimer(trainer.due());
    }
  }

  private void publish(BlendPublication publication, Collector<BlendPublication> out) {
    if (publication != null) {
      version = publication.version();
      out.collect(publication);
    }
  }
}
