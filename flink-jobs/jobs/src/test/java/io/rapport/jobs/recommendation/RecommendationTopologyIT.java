package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.testing.Events;
import io.rapport.core.testing.Rules;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.rules.Experiment;
import io.rapport.core.recommendation.rules.RuleSet;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.FeedbackSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.frame.ServingOptions;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.testing.CrashFunction;
import io.rapport.jobs.testing.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole topology on a MiniCluster with RocksDB against a replay through core in one thread. */
class RecommendationTopologyIT {

  private static final RecommendationSettings DEFAULT = RecommendationSettings.DEFAULT;
  private static final RecommendationSettings WITHOUT_TRENDING =
      DEFAULT.with(s -> s.trending(DEFAULT.trending().off()));

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  @TempDir private Path directory;

  /** What one run made. */
  private record Run(
      List<Recommended> recommended,
      List<Neighbourhood> neighbourhoods,
      List<BlendPublication> blends) {}

  @Test
  void oneSubtaskRecommendsExactlyWhatTheReplayDoes() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 60, 1);
    Run run = run(clicks, WITHOUT_TRENDING, 1);
    InMemoryRecommender replay = new InMemoryRecommender(WITHOUT_TRENDING);
    List<Recommended> expected =
        clicks.stream().map(replay::apply).filter(Objects::nonNull).toList();
    assertThat(expected).hasSize(2_000);
    assertThat(run.recommended()).containsExactlyElementsOf(expected);
    assertThat(run.recommended().get(1_999).items()).hasSizeGreaterThan(5);
  }

  /**
   * The states' caches hold most of what was learned when the job fails; and are so small that
   * values come and go.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 20_000, 10_000_000})
  void aFailureChangesNoRecommendation(long cacheBytes) throws Exception {
    RecommendationSettings settings =
        WITHOUT_TRENDING.with(
            s ->
                s.cache(
                    CacheSettings.DEFAULT.with(c -> c.bytes(cacheBytes).unwrittenBytes(20_000))));
    List<ClickEvent> clicks = Shop.wanderings(1_500, 40, 60, 3);
    CrashFunction.arm(1_000);
    Run run = run(clicks, settings, environment(1), new CrashFunction());
    assertThat(CrashFunction.crashed()).isTrue();
    InMemoryRecommender replay = new InMemoryRecommender(settings);
    assertThat(run.recommended())
        .containsExactlyElementsOf(
            clicks.stream().map(replay::apply).filter(Objects::nonNull).toList());
  }

  /** As many subtasks of serving steps as of others, more, and fewer. */
  @ParameterizedTest
  @CsvSource({"2, 0", "1, 2", "2, 3", "3, 2"})
  void severalSubtasksCountTheSameAfterAFailure(int parallelism, int serving) throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(1_500, 40, 30, 4);
    RecommendationSettings settings = publishingEveryVisit();
    CrashFunction.arm(1_000);
    Run run = run(clicks, settings, environment(parallelism, serving), new CrashFunction());
    assertThat(CrashFunction.crashed()).isTrue();
    assertCounts(run, settings, clicks);
  }

  @Test
  void severalSubtasksAnswerEveryVisitAndLearnTheSameCounts() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    RecommendationSettings settings = publishingEveryVisit();
    Run run = run(clicks, settings, 2);
    assertThat(run.recommended())
        .extracting(Recommended::triggerEventId)
        .containsExactlyInAnyOrderElementsOf(clicks.stream().map(ClickEvent::eventId).toList());
    assertThat(run.recommended())
        .filteredOn(recommended -> recommended.eventTime() > Events.NOON + 1_000_000)
        .isNotEmpty()
        .allSatisfy(
            recommended ->
                assertThat(recommended.items())
                    .isNotEmpty()
                    .noneMatch(item -> item.itemId().equals(recommended.triggerItemId())));
    assertThat(run.neighbourhoods()).hasSizeGreaterThan(1_000);
    assertCounts(run, settings, clicks);
  }

  @Test
  void aBlendIsLearnedAndRanksWhenItIsReadBack() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    BlendSettings b = DEFAULT.blend();
    RecommendationSettings settings =
        DEFAULT.with(
            s ->
                s.exploration(ExplorationSettings.OFF)
                    .blend(
                        b.with(
                            x -> x.units(4).maxCandidates(50).exampleShare(1).minExamples(200))));
    List<BlendPublication> learned = run(clicks, settings, 2).blends();
    assertThat(learned).hasSizeGreaterThan(3);
    assertThat(learned).extracting(BlendPublication::version).isSorted().doesNotHaveDuplicates();
    BlendPublication last = learned.get(learned.size() - 1);
    assertThat(last.site()).isEqualTo("shop");
    String version = settings.modelVersion() + ",blend=" + last.version();
    Run ranked = run(clicks, settings, 1, last);
    assertThat(ranked.recommended())
        .filteredOn(recommended -> recommended.modelVersion().equals(version))
        .isNotEmpty()
        .allSatisfy(
            recommended ->
                assertThat(recommended.items())
                    .isSortedAccordingTo((x, y) -> Double.compare(y.score(), x.score())));
  }

  /** The same visits are ranked by the same blend, once with vectors and once without. */
  @Test
  void itemsAreEmbeddedAndTheirVectorsReachTheRankers() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    BlendSettings b = DEFAULT.blend();
    RecommendationSettings settings =
        WITHOUT_TRENDING.with(
            s ->
                s.exploration(ExplorationSettings.OFF)
                    .blend(
                        b.with(
                            x -> x.units(4).maxCandidates(50).exampleShare(1).minExamples(200))));
    RecommendationSettings plain = settings.with(s -> s.embedding(settings.embedding().off()));
    List<BlendPublication> learned = run(clicks, settings, 1).blends();
    BlendPublication last = learned.get(learned.size() - 1);
    Map<String, List<Double>> with = scores(run(clicks, settings, 1, last));
    Map<String, List<Double>> without = scores(run(clicks, plain, 1, last));
    assertThat(differing(with, without)).isGreaterThan(100);
    // And nothing else makes a difference.
    assertThat(differing(without, scores(run(clicks, plain, 1, last)))).isZero();
  }

  /** How many events were answered by other scores, of those in both. */
  private static long differing(Map<String, List<Double>> one, Map<String, List<Double>> other) {
    return one.keySet().stream()
        .filter(event -> other.containsKey(event) && !one.get(event).equals(other.get(event)))
        .count();
  }

  /** Of what a learned blend ranked, by event. */
  private static Map<String, List<Double>> scores(Run run) {
    Map<String, List<Double>> scores = new HashMap<>();
    for (Recommended recommended : run.recommended()) {
      if (recommended.modelVersion().contains(",blend=")) {
        scores.put(
            recommended.triggerEventId(),
            recommended.items().stream().map(RankedItem::score).toList());
      }
    }
    return scores;
  }

  /** Nothing is learned from the next click here: only from clicks that name a recommendation. */
  @Test
  void theBlendLearnsFromWhatIsDoneWithRecommendations() throws Exception {
    BlendSettings b = DEFAULT.blend();
    RecommendationSettings settings =
        DEFAULT.with(
            s ->
                s.blend(b.with(x -> x.units(4).maxCandidates(50).exampleShare(0).minExamples(50)))
                    .feedback(
                        FeedbackSettings.DEFAULT.with(
                            f -> f.share(1).windowMillis(60_000).lists(10).reactions(100))));
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    assertThat(run(clicks, settings, 1).blends()).isEmpty();
    assertThat(run(Shop.following(clicks), settings, 2).blends()).isNotEmpty();
  }

  /**
   * An item nobody has visited comes into the catalogue, and whoever looks at one that reads like
   * it sees it soon; with the sentence embedding, by all operators.
   */
  @Test
  @Timeout(120)
  void anItemThatIsNewInTheCatalogueIsSoonRecommended() throws Exception {
    StreamExecutionEnvironment environment = withoutCheckpoints(2);
    DataStream<CatalogueEntry> catalogue =
        environment
            .fromData(
                List.of(
                    Events.entry("old", "Red enamel teapot", Events.NOON),
                    Events.entry("other", "Bicycle pump", Events.NOON),
                    Events.entry("new", "Enamel tea pot, blue", Events.NOON)),
                TypeInformation.of(CatalogueEntry.class))
            .uid("catalogue");
    DataStream<ClickEvent> clicks =
        environment
            .fromSequence(0, Long.MAX_VALUE)
            .uid("sequence")
            .map(i -> Events.view("e" + i, Events.NOON + i, "visitor" + i, "old"))
            .returns(ClickEvent.class)
            .uid("clicks");
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            clicks,
            none(clicks, PurchaseEvent.class),
            catalogue,
            guidance(clicks, none(clicks, BlendPublication.class)),
            DEFAULT,
            INTERVAL);
    try (CloseableIterator<Recommended> recommended =
        products.recommendations().executeAndCollect()) {
      Recommended next = recommended.next();
      while (next.items().isEmpty()
          || next.items().stream().noneMatch(item -> item.itemId().equals("new"))) {
        next = recommended.next();
      }
      assertThat(next.items())
          .filteredOn(item -> item.itemId().equals("new"))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.source()).isEqualTo(CandidateSource.CONTENT);
                assertThat(item.reasons().get(0).itemId()).isEqualTo("old");
              });
      assertThat(next.items()).noneMatch(item -> item.itemId().equals("other"));
    }
  }

  /** What is trending takes its own way to the ranking, so that the first may be faster. */
  @Test
  @Timeout(60)
  void visitorsWithoutHistoryAreSoonShownWhatIsTrending() throws Exception {
    StreamExecutionEnvironment environment = withoutCheckpoints(1);
    DataStream<ClickEvent> newcomers =
        environment
            .fromSequence(0, Long.MAX_VALUE)
            .uid("sequence")
            .map(i -> Events.view("e" + i, Events.NOON + i, "newcomer" + i, "item" + i))
            .returns(ClickEvent.class)
            .uid("clicks");
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            newcomers,
            none(newcomers, PurchaseEvent.class),
            none(newcomers, CatalogueEntry.class),
            guidance(newcomers, none(newcomers, BlendPublication.class)),
            DEFAULT,
            INTERVAL);
    try (CloseableIterator<Recommended> recommended =
        products.recommendations().executeAndCollect()) {
      Recommended next = recommended.next();
      while (next.items().isEmpty()) {
        next = recommended.next();
      }
      assertThat(next.items()).allMatch(item -> item.source() == CandidateSource.TRENDING);
    }
  }

  /** The visits of customers of two segments make two lists, and each is shown its own. */
  @Test
  @Timeout(60)
  void customersOfDifferentSegmentsAreShownDifferentItems() throws Exception {
    StreamExecutionEnvironment environment = withoutCheckpoints(2);
    List<CustomerStatus> profiles = new ArrayList<>();
    List<SegmentChange> segments = new ArrayList<>();
    for (int v = 0; v < 20; v++) {
      profiles.add(new CustomerStatus("shop", "c" + v, 1, VisitorStatus.USUAL, List.of("v" + v)));
      segments.add(new SegmentChange("shop", "c" + v, "s" + v % 2));
    }
    DataStream<ClickEvent> clicks =
        environment
            .fromSequence(0, Long.MAX_VALUE)
            .setParallelism(1) // One clock for all visitors.
            .uid("sequence")
            .map(
                i ->
                    Events.view(
                        "e" + i, Events.NOON + i, "v" + i % 20, "of-s" + i % 2 + "-" + i / 20 % 9))
            .returns(ClickEvent.class)
            .uid("clicks");
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            clicks,
            none(clicks, PurchaseEvent.class),
            none(clicks, CatalogueEntry.class),
            new RecommendationTopology.Guidance(
                none(clicks, BlendPublication.class),
                none(clicks, RulesPublication.class),
                environment
                    .fromData(profiles, TypeInformation.of(CustomerStatus.class))
                    .uid("profiles"),
                environment
                    .fromData(segments, TypeInformation.of(SegmentChange.class))
                    .uid("segments"),
                none(clicks, VisitorErased.class)),
            DEFAULT.with(s -> s.sources(Set.of(CandidateSource.TRENDING))),
            INTERVAL);
    Set<String> shown = new HashSet<>();
    try (CloseableIterator<Recommended> recommended =
        products.recommendations().executeAndCollect()) {
      while (shown.size() < 2) {
        Recommended next = recommended.next();
        String own = next.triggerItemId().substring(0, 5);
        boolean all =
            next.items().size() > 10
                && next.items().subList(0, 8).stream()
                    .allMatch(item -> item.itemId().startsWith(own));
        if (all) {
          shown.add(own);
        }
      }
    }
    assertThat(shown).containsExactlyInAnyOrder("of-s0", "of-s1");
  }

  /**
   * With more than one subtask visits of different visitors overtake one another: an item's last
   * published count is exact, and no pair is ever counted more often than in the end.
   */
  private static void assertCounts(
      Run run, RecommendationSettings settings, List<ClickEvent> clicks) {
    InMemoryRecommender replay = new InMemoryRecommender(settings);
    clicks.forEach(replay::learn);
    long end = clicks.get(clicks.size() - 1).eventTime();
    Map<String, Map<String, Double>> weights = new HashMap<>();
    replay.lists(
        (key, list) ->
            weights.put(
                Keys.id(key),
                list.neighbours(1, end).stream()
                    .collect(Collectors.toMap(Neighbour::itemId, Neighbour::weight))));
    Map<String, Double> visits = new HashMap<>();
    clicks.forEach(click -> visits.merge(click.itemId(), 1.0, Double::sum));
    Map<String, Double> counts = new HashMap<>();
    for (Neighbourhood published : run.neighbourhoods()) {
      counts.merge(published.itemId(), published.count(), Math::max);
      assertThat(published.neighbours())
          .isSortedAccordingTo(RecommendationTopologyIT::byScore)
          .allSatisfy(
              neighbour ->
                  assertThat(neighbour.weight())
                      .isLessThan(1e-3 + weights.get(published.itemId()).get(neighbour.itemId())));
    }
    assertThat(counts.keySet()).isEqualTo(visits.keySet());
    counts.forEach((item, count) -> assertThat(count).isCloseTo(visits.get(item), within(1e-3)));
  }

  /** Scores are kept to the bits of a float: those of equal counts may differ in the last. */
  private static int byScore(Neighbour a, Neighbour b) {
    boolean equal = Math.abs(a.score() - b.score()) < 1e-6 * a.score();
    return equal ? 0 : Double.compare(b.score(), a.score());
  }

  /** Nothing fades while the test runs. */
  private static RecommendationSettings publishingEveryVisit() {
    CountingSettings c =
        DEFAULT.counting().withDecay(ForwardDecay.halfLife(Duration.ofDays(10_000).toMillis()));
    return DEFAULT.with(s -> s.counting(c.withPublishIntervalMillis(0)));
  }

  private Run run(
      List<ClickEvent> clicks,
      RecommendationSettings settings,
      int parallelism,
      BlendPublication... readBack)
      throws Exception {
    return run(clicks, settings, environment(parallelism), click -> click, readBack);
  }

  private Run run(
      List<ClickEvent> clicks,
      RecommendationSettings settings,
      StreamExecutionEnvironment environment,
      MapFunction<ClickEvent, ClickEvent> onTheWay,
      BlendPublication... readBack)
      throws Exception {
    DataStream<ClickEvent> events =
        environment
            .fromData(clicks, TypeInformation.of(ClickEvent.class))
            .setParallelism(1)
            .uid("clicks")
            .map(onTheWay)
            .returns(ClickEvent.class)
            .setParallelism(1)
            .uid("on-the-way")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<ClickEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((click, previous) -> click.eventTime()))
            .setParallelism(1)
            .uid("watermarks");
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            events,
            none(events, PurchaseEvent.class),
            none(events, CatalogueEntry.class),
            guidance(
                events,
                readBack.length == 0
                    ? none(events, BlendPublication.class)
                    : environment
                        .fromData(List.of(readBack), TypeInformation.of(BlendPublication.class))
                        .uid("read-back")),
            settings,
            INTERVAL);
    try (CloseableIterator<Recommended> recommended = products.recommendations().collectAsync();
        CloseableIterator<Neighbourhood> neighbourhoods = products.neighbourhoods().collectAsync();
        CloseableIterator<BlendPublication> blends = products.blends().collectAsync()) {
      environment.executeAsync("recommendation topology");
      return new Run(all(recommended), all(neighbourhoods), all(blends));
    }
  }

  private static RecommendationTopology.Guidance guidance(
      DataStream<?> any, DataStream<BlendPublication> blends) {
    return new RecommendationTopology.Guidance(
        blends,
        none(any, RulesPublication.class),
        none(any, CustomerStatus.class),
        none(any, SegmentChange.class),
        none(any, VisitorErased.class));
  }

  /** Rules hold for the visits after them, and what comes of them is reported by variant. */
  @Test
  void rulesAndVariantsDecideAndAreReported() throws Exception {
    StreamExecutionEnvironment environment = environment(1);
    List<ClickEvent> clicks = new ArrayList<>(Shop.wanderings(2_000, 40, 60, 1));
    for (int v = 0; v < 40; v++) {
      clicks.add(
          Events.click("shown" + v, Events.NOON + 2_000_000 + v, "v" + v, ClickAction.IMPRESSION, "i5"));
    }
    SiteRules rules =
        Rules.site(Rules.set().blockedItems(List.of("i7")).build()).time(7).contexts(Map.of("cart", RuleSet.NONE)).experiments(List.of( new Experiment( "blend", List.of( Rules.variant("usual", 0.5).build(), Rules.variant("fixed", 0.5).fixedBlend(true).diversity(0.5).exploration(0).build())))).build();
    DataStream<RulesPublication> published =
        environment
            .fromData(
                List.of(new RulesPublication("shop", SiteRules.format().pack(rules))),
                TypeInformation.of(RulesPublication.class))
            .uid("rules");
    DataStream<ClickEvent> events =
        environment
            .fromData(clicks, TypeInformation.of(ClickEvent.class))
            .uid("clicks")
            .map(RecommendationTopologyIT::slowly)
            .returns(ClickEvent.class)
            .uid("slowly")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<ClickEvent>forMonotonousTimestamps()
                    .withTimestampAssigner((click, previous) -> click.eventTime()))
            .uid("watermarks");
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            events,
            none(events, PurchaseEvent.class),
            none(events, CatalogueEntry.class),
            new RecommendationTopology.Guidance(
                none(events, BlendPublication.class),
                published,
                none(events, CustomerStatus.class),
                none(events, SegmentChange.class),
                none(events, VisitorErased.class)),
            DEFAULT,
            INTERVAL);
    List<Recommended> recommended;
    List<Report> reports;
    try (CloseableIterator<Recommended> items = products.recommendations().collectAsync();
        CloseableIterator<Report> reported = products.reports().collectAsync()) {
      environment.executeAsync("rules");
      recommended = all(items);
      reports = all(reported);
    }
    List<Recommended> ruled =
        recommended.stream().filter(answer -> answer.treatment().rulesTime() == 7).toList();
    assertThat(ruled)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.treatment().assignments()).hasSize(1);
              assertThat(answer.treatment().contexts()).hasSize(1);
              assertThat(answer.items()).noneMatch(item -> item.itemId().equals("i7"));
            });
    assertThat(ruled)
        .extracting(answer -> answer.treatment().assignments().get(0).variant())
        .contains("usual", "fixed");
    assertThat(reports)
        .extracting(report -> report.measurement().metric())
        .contains("exposure.gini");
    assertThat(reports)
        .filteredOn(report -> report.measurement().metric().equals("experiment.click-through-rate"))
        .extracting(report -> report.dimensions().get("variant"))
        .contains("usual", "fixed");
  }

  private static <T> DataStream<T> none(DataStream<?> any, Class<T> type) {
    return any.<T>flatMap((event, out) -> {}).returns(type).uid("no-" + type.getSimpleName());
  }

  /** Slow enough for the rules, which come by another source, to be there before the last. */
  private static ClickEvent slowly(ClickEvent click) throws InterruptedException {
    Thread.sleep(2);
    return click;
  }

  private static <T> List<T> all(CloseableIterator<T> iterator) {
    List<T> list = new ArrayList<>();
    iterator.forEachRemaining(list::add);
    return list;
  }

  private StreamExecutionEnvironment environment(int parallelism) {
    return environment(parallelism, 0);
  }

  private StreamExecutionEnvironment environment(int parallelism, int serving) {
    Configuration config = new Configuration();
    config.set(ServingOptions.PARALLELISM, serving);
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
    config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    return environment(parallelism, config);
  }

  /**
   * For jobs without end: one that is cancelled may still write checkpoints when the test is over.
   */
  private static StreamExecutionEnvironment withoutCheckpoints(int parallelism) {
    return environment(parallelism, new Configuration());
  }

  private static StreamExecutionEnvironment environment(int parallelism, Configuration config) {
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    environment.setBufferTimeout(1);
    return environment;
  }
}
