package io.rapport.jobs.recommendation.learning;

import io.rapport.core.recommendation.embedding.EmbeddingExample;
import io.rapport.core.recommendation.embedding.EmbeddingLearner;
import io.rapport.core.recommendation.embedding.EmbeddingPublication;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Learns a vector for each item from the paths of visitors.
 *
 * <pre>
 * in    {@link EmbeddingExample} by site
 * out   {@link EmbeddingPublication} of the vectors that moved, at most once in the publish interval
 * </pre>
 *
 * <p>A site has one learner, which takes some microseconds a visit. Where that is too much for one
 * task, an option lets a share of the visits teach. The learner is bounded and has no expiry. A
 * timer publishes the last moves when no visit follows; a site has one at a time.
 */
public final class EmbeddingFunction
    extends StatefulFunction<EmbeddingExample, EmbeddingPublication> {

  /** Sites whose learners the cache of a task holds at full size. Most are much smaller. */
  private static final long HELD_SITES = 16;

  private final EmbeddingSettings settings;
  private transient PackedState<EmbeddingLearner> learners;
  private transient Counter examples;
  private transient Counter evictions;
  private transient volatile int items;
  private transient volatile int waiting;

  public EmbeddingFunction(EmbeddingSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  /**
   * Cache settings at which the learners of a task's sites stay cached, however small other caches
   * are. A learner changes with every visit, and takes megabytes to write.
   */
  public static CacheSettings cache(EmbeddingSettings settings, CacheSettings usual) {
    long learners = HELD_SITES * EmbeddingLearner.bytes(settings.maxItems(), settings.dimensions());
    return usual.with(
        c ->
            c.bytes(Math.max(usual.bytes(), learners))
                .unwrittenBytes(Math.max(usual.unwrittenBytes(), learners)));
  }

  @Override
  public StateNote note() {
    return StateNote.per("site", "item vectors", "%d items", settings.maxItems()).unlimited();
  }

  @Override
  protected void open(KeyedStates states) {
    learners = states.open(RecommendationUids.EMBEDDINGS_STATE, EmbeddingLearner.format(settings));
    MetricGroup metrics = states.metrics();
    examples = metrics.counter("embedding-examples");
    evictions = metrics.counter("embedding-evictions");
    metrics.gauge("embedded-items", (Gauge<Integer>) () -> items);
    metrics.gauge("unpublished-embeddings", (Gauge<Integer>) () -> waiting);
  }

  @Override
  public void processElement(
      EmbeddingExample example, Context context, Collector<EmbeddingPublication> out)
      throws IOException {
    EmbeddingLearner learner = learners.readOrCreate();
    long evictedBefore = learner.evictions();
    long due = learner.due();
    publish(learner.learn(example), out);
    examples.inc();
    evictions.inc(learner.evictions() - evictedBefore);
    items = learner.size();
    write(learner);
    // An earlier timer that is due later stays, and sets the next.
    if (learner.due() < due) {
      context.timerService().registerEventTimeTimer(learner.due());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<EmbeddingPublication> out)
      throws IOException {
    EmbeddingLearner learner = learners.read();
    if (learner == null || learner.due() == Long.MAX_VALUE) {
      return;
    }
    EmbeddingPublication publication = learner.passed(context.getCurrentKey(), timestamp);
    if (publication != null) {
      publish(publication, out);
      write(learner);
    }
    if (learner.due() < Long.MAX_VALUE) {
      context.timerService().registerEventTimeTimer(learner.due());
    }
  }

  private static void publish(
      EmbeddingPublication publication, Collector<EmbeddingPublication> out) {
    if (publication != null) {
      out.collect(publication);
    }
  }

  private void write(EmbeddingLearner learner) throws IOException {
    waiting = learner.waiting();
    learners.write(learner);
  }
}
