package io.rapport.jobs.recommendation.learning;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.blend.BlendTrainer;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedFunction;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedCodec;
import io.rapport.jobs.state.PackedState;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What was clicked next, keyed by site, in; the site's blend out, at the publication's pace. One
 * learner a site: the fraction of traffic it is taught from keeps it far from its limit. A blend
 * has a fixed size and no expiry: it is what the site's visitors taught.
 */
public final class BlendTrainerFunction
    extends KeyedProcessFunction<String, BlendExample, BlendPublication> implements CachedFunction {

  private final BlendSettings settings;
  private transient KeyedStates states;
  private transient PackedState<BlendTrainer> trainers;
  private transient Counter examples;
  private transient volatile long version;

  public BlendTrainerFunction(BlendSettings settings) {
    this.settings = settings;
  }

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void open(OpenContext context) {
    trainers =
        new PackedState<>(
            getRuntimeContext(),
            states,
            RecommendationUids.TRAINER_STATE,
            new PackedCodec<>(
                () -> new BlendTrainer(settings),
                bytes -> BlendTrainer.fromBytes(bytes, settings),
                BlendTrainer::write));
    examples = PackedState.metrics(getRuntimeContext()).counter("blend-examples");
    PackedState.metrics(getRuntimeContext()).gauge("blend-version", (Gauge<Long>) () -> version);
  }

  @Override
  public void processElement(BlendExample example, Context context, Collector<BlendPublication> out)
      throws Exception {
    BlendTrainer stored = trainers.read();
    BlendTrainer trainer = stored != null ? stored : trainers.create();
    long due = trainer.due();
    publish(trainer.learn(example), out);
    examples.inc();
    trainers.write(trainer);
    // A timer set for longer patience stays; it finds nothing new then.
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
