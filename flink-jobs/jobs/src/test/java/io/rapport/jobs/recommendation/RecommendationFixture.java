package io.rapport.jobs.recommendation;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.frame.ServingOptions;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.testing.Await;
import io.rapport.jobs.testing.Collected;
import io.rapport.jobs.testing.CrashSource;
import io.rapport.jobs.testing.RocksDbJobs;
import io.rapport.jobs.testing.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * The topology of recommendations on the test's MiniCluster: what a test does not give is empty, or
 * the default. One of {@link #run}, {@link #until} and {@link #open} starts it, once.
 */
final class RecommendationFixture {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final StreamExecutionEnvironment environment;
  private final Map<Class<?>, DataStream<?>> inputs = new HashMap<>();
  private RecommendationSettings settings = RecommendationSettings.DEFAULT;

  RecommendationFixture(int parallelism) {
    environment = RocksDbJobs.environment(parallelism);
    environment.setBufferTimeout(1);
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    environment.configure(strict);
  }

  RecommendationFixture settings(RecommendationSettings ofJob) {
    settings = ofJob;
    return this;
  }

  /** Subtasks of the serving steps; 0 for as many as all others have. */
  RecommendationFixture serving(int subtasks) {
    environment.configure(new Configuration().set(ServingOptions.PARALLELISM, subtasks));
    return this;
  }

  /** Checkpoints, and one restart without delay. */
  RecommendationFixture checkpoints(Path directory) {
    Configuration config = new Configuration();
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    environment.configure(config);
    return this;
  }

  /** An input that is a list. */
  <T> RecommendationFixture with(Class<T> type, List<T> elements) {
    return with(
        type,
        environment
            .fromData(elements, TypeInformation.of(type))
            .setParallelism(1)
            .uid("list-of-" + type.getSimpleName()));
  }

  /** An input without end. */
  <T> RecommendationFixture with(Topic<T> topic) {
    return with(topic.type(), topic.source(environment));
  }

  private <T> RecommendationFixture with(Class<T> type, DataStream<T> stream) {
    inputs.put(type, stream);
    return this;
  }

  RecommendationFixture clicks(List<ClickEvent> clicks) {
    return with(ClickEvent.class, clicks);
  }

  /** Clicks at one of which the job fails once. */
  RecommendationFixture crashing(List<ClickEvent> clicks, int number) {
    return with(ClickEvent.class, CrashSource.of(environment, clicks, ClickEvent.class, number));
  }

  /** A click for every number from 0, in order and without end. */
  RecommendationFixture endless(GeneratorFunction<Long, ClickEvent> click) {
    return with(
        ClickEvent.class,
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    click, Long.MAX_VALUE, TypeInformation.of(ClickEvent.class)),
                WatermarkStrategy.noWatermarks(),
                "endless")
            .setParallelism(1)
            .uid("endless"));
  }

  @SuppressWarnings("unchecked") // a class maps to a stream of it
  private <T> DataStream<T> input(Class<T> type) {
    return (DataStream<T>) inputs.computeIfAbsent(type, any -> none(type));
  }

  private <T> DataStream<T> none(Class<T> type) {
    return environment
        .fromData(List.of(0), TypeInformation.of(Integer.class))
        .setParallelism(1)
        .uid("source-of-no-" + type.getSimpleName())
        .<T>flatMap((event, out) -> {})
        .returns(type)
        .uid("no-" + type.getSimpleName());
  }

  private RecommendationTopology.Products build() {
    DataStream<ClickEvent> clicks =
        input(ClickEvent.class)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<ClickEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((click, previous) -> click.eventTime()))
            .setParallelism(1)
            .uid("watermarks");
    return RecommendationTopology.build(
        clicks,
        input(PurchaseEvent.class),
        input(CatalogueEntry.class),
        new RecommendationTopology.Guidance(
            input(BlendPublication.class),
            input(RulesPublication.class),
            input(CustomerStatus.class),
            input(SegmentChange.class),
            input(IdentityEvent.class),
            input(VisitorErased.class)),
        settings,
        INTERVAL);
  }

  /** All that comes of bounded inputs. */
  record Run(
      List<Recommended> recommended,
      List<Neighbourhood> neighbourhoods,
      List<BlendPublication> blends) {}

  /** Runs to the end of the inputs. */
  Run run() throws Exception {
    RecommendationTopology.Products products = build();
    Collected<Recommended> recommended = Collected.of(products.recommendations());
    Collected<Neighbourhood> neighbourhoods = Collected.of(products.neighbourhoods());
    Collected<BlendPublication> blends = Collected.of(products.blends());
    environment.executeAsync("recommendation topology");
    return new Run(recommended.all(), neighbourhoods.all(), blends.all());
  }

  /** Runs until there is a recommendation that is as wanted. */
  Recommended until(Predicate<Recommended> wanted) throws Exception {
    try (CloseableIterator<Recommended> answers = build().recommendations().executeAndCollect()) {
      return Await.until(answers::next, wanted);
    }
  }

  /** Runs until it is closed, with clicks and erasures from topics. */
  Live open() throws Exception {
    Live live = new Live();
    with(live.clicks).with(live.erasures);
    RecommendationTopology.Products products = build();
    live.answers.sink(products.recommendations());
    live.neighbourhoods.sink(products.neighbourhoods());
    live.reports.sink(products.reports());
    live.receipts.sink(products.receipts());
    live.job = environment.executeAsync("recommendation topology");
    return live;
  }

  /** A running topology. */
  static final class Live implements AutoCloseable {

    final Topic<ClickEvent> clicks = Topic.empty(ClickEvent.class);
    final Topic<VisitorErased> erasures = Topic.empty(VisitorErased.class);
    final Topic<Recommended> answers = Topic.empty(Recommended.class);
    final Topic<Neighbourhood> neighbourhoods = Topic.empty(Neighbourhood.class);
    final Topic<Report> reports = Topic.empty(Report.class);
    final Topic<Receipt> receipts = Topic.empty(Receipt.class);

    private JobClient job;

    private Live() {}

    /** The answer to a view; every view before it has to have been asked. */
    Recommended ask(ClickEvent view) throws InterruptedException {
      return ask(List.of(view)).get(0);
    }

    /** As many answers as there are views. */
    List<Recommended> ask(List<ClickEvent> views) throws InterruptedException {
      views.forEach(clicks::add);
      List<Recommended> all = new ArrayList<>();
      for (int i = 0; i < views.size(); i++) {
        all.add(answers.next());
      }
      return all;
    }

    @Override
    public void close() throws Exception {
      job.cancel().get();
    }
  }
}
