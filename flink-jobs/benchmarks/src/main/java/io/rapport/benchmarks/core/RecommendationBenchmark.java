package io.rapport.benchmarks.core;

import io.rapport.avro.Click;
import io.rapport.benchmarks.stack.SyntheticClicks;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of a click in the recommender itself: history, counts, neighbours and ranking
 * in one thread on the heap, without Flink, RocksDB or Kafka.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RecommendationBenchmark {

  private static final int LEARNED = 200_000;
  private static final int PREPARED = 1 << 16;

  @Param("100000")
  int items;

  private final ClickEvent[] clicks = new ClickEvent[PREPARED];
  private SyntheticClicks load;
  private InMemoryRecommender recommender;
  private long made;
  private int next;

  /** A recommender that has seen a part of the load. */
  @Setup
  public void learn() {
    load = new SyntheticClicks(new SyntheticClicks.Shape(items, 2_000, 1));
    recommender = new InMemoryRecommender(RecommendationSettings.DEFAULT);
    for (int i = 0; i < LEARNED; i++) {
      recommender.learn(click());
    }
  }

  /** Clicks are made between the measurements, each to be used once. */
  @Setup(Level.Iteration)
  public void prepare() {
    for (int i = 0; i < PREPARED; i++) {
      clicks[i] = click();
    }
    next = 0;
  }

  private ClickEvent click() {
    Click click = load.next("e" + made, made);
    made++;
    return new ClickEvent(
        click.getEventId(),
        made,
        made,
        click.getSite(),
        click.getVisitorId(),
        null,
        click.getSessionId(),
        ClickAction.VIEW,
        click.getItemId(),
        null,
        null,
        null,
        -1,
        Double.NaN,
        null,
        false,
        "");
  }

  /** Learns from a click and answers it. */
  @Benchmark
  public Recommended learnAndAnswer() {
    if (next == PREPARED) {
      prepare();
    }
    return recommender.apply(clicks[next++]);
  }
}
