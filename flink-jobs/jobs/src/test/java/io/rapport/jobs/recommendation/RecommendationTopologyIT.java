package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
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
import io.rapport.core.testing.Events;
import io.rapport.core.testing.Rules;
import io.rapport.jobs.recommendation.RecommendationFixture.Live;
import io.rapport.jobs.recommendation.RecommendationFixture.Run;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.testing.Await;
import io.rapport.jobs.testing.CrashSource;
import io.rapport.jobs.testing.RocksDbJobs;
import io.rapport.jobs.testing.Shop;
import io.rapport.jobs.testing.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole topology on a MiniCluster with RocksDB against a replay through core in one thread. */
@Timeout(120)
class RecommendationTopologyIT {

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster(3);

  private static final RecommendationSettings DEFAULT = RecommendationSettings.DEFAULT;
  private static final RecommendationSettings WITHOUT_TRENDING =
      DEFAULT.with(s -> s.trending(DEFAULT.trending().off()));

  @TempDir private Path directory;

  @Test
  void oneSubtaskRecommendsExactlyWhatTheReplayDoes() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 60, 1);
    Run run = topology(1).settings(WITHOUT_TRENDING).clicks(clicks).run();
    assertThat(run.recommended())
        .hasSize(2_000)
        .containsExactlyElementsOf(replayed(clicks, WITHOUT_TRENDING));
    assertThat(run.recommended().get(1_999).items()).hasSizeGreaterThan(5);
  }

  /**
   * The states' caches hold most of what was learned when the job fails; and are so small that
   * values come and go.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 20_000, 10_000_000})
  void aFailureChangesNoRecommendation(long cacheBytes) throws Exception {
    CacheSettings cache =
        CacheSettings.DEFAULT.with(c -> c.bytes(cacheBytes).unwrittenBytes(20_000));
    RecommendationSettings settings = WITHOUT_TRENDING.with(s -> s.cache(cache));
    List<ClickEvent> clicks = Shop.wanderings(1_500, 40, 60, 3);
    Run run = topology(1).settings(settings).crashing(clicks, 1_000).run();
    assertThat(CrashSource.crashed()).isTrue();
    assertThat(run.recommended()).containsExactlyElementsOf(replayed(clicks, settings));
  }

  /** As many subtasks of serving steps as of others, more, and fewer. */
  @ParameterizedTest
  @CsvSource({"2, 0", "1, 2", "2, 3", "3, 2"})
  void severalSubtasksCountTheSameAfterAFailure(int parallelism, int serving) throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(1_500, 40, 30, 4);
    RecommendationFixture topology = topology(parallelism).serving(serving);
    Run run = topology.settings(publishingEveryVisit()).crashing(clicks, 1_000).run();
    assertThat(CrashSource.crashed()).isTrue();
    assertCounts(run, clicks);
  }

  @Test
  void severalSubtasksAnswerEveryVisitAndLearnTheSameCounts() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    Run run = topology(2).settings(publishingEveryVisit()).clicks(clicks).run();
    assertThat(run.recommended())
        .extracting(Recommended::triggerEventId)
        .containsExactlyInAnyOrderElementsOf(clicks.stream().map(ClickEvent::eventId).toList());
    assertThat(run.recommended())
        .filteredOn(recommended -> recommended.eventTime() > Events.NOON + 1_000_000)
        .isNotEmpty()
        .allSatisfy(
            recommended ->
                assertThat(ids(recommended))
                    .isNotEmpty()
                    .doesNotContain(recommended.triggerItemId()));
    assertThat(run.neighbourhoods()).hasSizeGreaterThan(1_000);
    assertCounts(run, clicks);
  }

  @Test
  void aBlendIsLearnedAndRanksWhenItIsReadBack() throws Exception {
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    RecommendationSettings settings = learningFromClicks(DEFAULT);
    List<BlendPublication> learned = topology(2).settings(settings).clicks(clicks).run().blends();
    assertThat(learned).hasSizeGreaterThan(3);
    assertThat(learned).extracting(BlendPublication::version).isSorted().doesNotHaveDuplicates();
    BlendPublication last = learned.get(learned.size() - 1);
    assertThat(last.site()).isEqualTo("shop");
    String version = settings.modelVersion() + ",blend=" + last.version();
    assertThat(ranked(clicks, settings, last).recommended())
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
    RecommendationSettings settings = learningFromClicks(WITHOUT_TRENDING);
    RecommendationSettings plain = settings.with(s -> s.embedding(settings.embedding().off()));
    List<BlendPublication> learned = topology(1).settings(settings).clicks(clicks).run().blends();
    BlendPublication last = learned.get(learned.size() - 1);
    Map<String, List<Double>> with = scores(ranked(clicks, settings, last));
    Map<String, List<Double>> without = scores(ranked(clicks, plain, last));
    assertThat(differing(with, without)).isGreaterThan(100);
    // And nothing else makes a difference.
    assertThat(differing(without, scores(ranked(clicks, plain, last)))).isZero();
  }

  /** Nothing is learned from the next click here: only from clicks that name a recommendation. */
  @Test
  void theBlendLearnsFromWhatIsDoneWithRecommendations() throws Exception {
    FeedbackSettings feedback =
        FeedbackSettings.DEFAULT.with(
            f -> f.share(1).windowMillis(60_000).allowedLatenessMillis(0).lists(10).reactions(100));
    RecommendationSettings settings = learning(DEFAULT, 0, 50).with(s -> s.feedback(feedback));
    List<ClickEvent> clicks = Shop.wanderings(2_000, 40, 30, 2);
    List<ClickEvent> following = Shop.following(clicks);
    assertThat(topology(1).settings(settings).clicks(clicks).run().blends()).isEmpty();
    assertThat(topology(2).settings(settings).clicks(following).run().blends()).isNotEmpty();
  }

  /**
   * An item nobody has visited comes into the catalogue, and whoever looks at one that reads like
   * it sees it soon; with the sentence embedding, by all operators.
   */
  @Test
  void anItemThatIsNewInTheCatalogueIsSoonRecommended() throws Exception {
    Recommended answer =
        endless(2)
            .with(
                CatalogueEntry.class,
                List.of(
                    Events.entry("old", "Red enamel teapot", Events.NOON),
                    Events.entry("other", "Bicycle pump", Events.NOON),
                    Events.entry("new", "Enamel tea pot, blue", Events.NOON)))
            .endless(i -> Events.view("e" + i, Events.NOON + i, "visitor" + i, "old"))
            .until(recommended -> ids(recommended).contains("new"));
    RankedItem item = answer.items().get(ids(answer).indexOf("new"));
    assertThat(item.source()).isEqualTo(CandidateSource.CONTENT);
    assertThat(item.reasons().get(0).itemId()).isEqualTo("old");
    assertThat(ids(answer)).doesNotContain("other").doesNotHaveDuplicates();
  }

  /** Trending lists take a path of their own to the ranking; a visit may be faster. */
  @Test
  void visitorsWithoutHistoryAreSoonShownWhatIsTrending() throws Exception {
    Recommended answer =
        endless(1)
            .endless(i -> Events.view("e" + i, Events.NOON + i, "newcomer" + i, "item" + i))
            .until(recommended -> !recommended.items().isEmpty());
    assertThat(answer.items()).allMatch(item -> item.source() == CandidateSource.TRENDING);
  }

  /** The visits of customers of two segments make two lists, and each is shown its own. */
  @Test
  void customersOfDifferentSegmentsAreShownDifferentItems() throws Exception {
    Set<String> shown = new HashSet<>();
    endless(2)
        .settings(DEFAULT.with(s -> s.sources(Set.of(CandidateSource.TRENDING))))
        .with(
            CustomerStatus.class,
            customers(
                v -> new CustomerStatus("shop", "c" + v, 1, VisitorStatus.USUAL, List.of("v" + v))))
        .with(SegmentChange.class, customers(v -> new SegmentChange("shop", "c" + v, "s" + v % 2)))
        .endless(
            i ->
                Events.view(
                    "e" + i, Events.NOON + i, "v" + i % 20, "of-s" + i % 2 + "-" + i / 20 % 9))
        .until(
            recommended -> {
              String own = recommended.triggerItemId().substring(0, 5);
              List<String> ids = ids(recommended);
              if (ids.size() > 10
                  && ids.subList(0, 8).stream().allMatch(id -> id.startsWith(own))) {
                shown.add(own);
              }
              return shown.size() == 2;
            });
    assertThat(shown).containsExactlyInAnyOrder("of-s0", "of-s1");
  }

  /** The cookie of an account knows what the person's other account has bought, for as long. */
  @Test
  void whatAPersonBoughtByOneAccountIsNotRecommendedToTheOther() throws Exception {
    Topic<PurchaseEvent> purchases = Topic.empty(PurchaseEvent.class);
    Topic<CustomerStatus> profiles = Topic.empty(CustomerStatus.class);
    try (Live shop =
        endless(2).with(purchases).with(profiles).with(Topic.empty(SegmentChange.class)).open()) {
      AtomicInteger views = new AtomicInteger();
      Callable<List<String>> shown = () -> shownToAnna(shop, views.getAndIncrement());
      Await.until(shown, items -> items.contains("lamp"));
      purchases.add(Events.order("o1", Events.NOON, null, "lamp").customerId("ann").build());
      profiles.add(profile("ann", List.of("phone", "ann"), "anna", List.of()));
      profiles.add(profile("anna", List.of("pc", "phone", "anna"), null, List.of("ann", "anna")));
      Await.until(shown, items -> items.contains("rug") && !items.contains("lamp"));
      profiles.add(profile("anna", List.of("pc", "anna"), null, List.of()));
      profiles.add(profile("ann", List.of("phone", "ann"), null, List.of()));
      Await.until(shown, items -> items.contains("lamp"));
    }
  }

  /** What is shown beside a table, after somebody else has looked at three items in a row. */
  private static List<String> shownToAnna(Live shop, int number) throws Exception {
    long time = Events.NOON + 10L * number;
    List<ClickEvent> views = new ArrayList<>();
    for (String item : List.of("lamp", "table", "rug")) {
      views.add(Events.view(item + number, time, "other" + number, item));
    }
    views.add(Events.click("pc" + number, time + 1, "pc", "table").customerId("anna").build());
    return shop.ask(views).stream()
        .filter(answer -> answer.triggerEventId().equals("pc" + number))
        .flatMap(answer -> ids(answer).stream())
        .toList();
  }

  private static CustomerStatus profile(
      String account, List<String> visitors, String mergedInto, List<String> accounts) {
    return new CustomerStatus(
        "shop", account, 1, VisitorStatus.USUAL, visitors, mergedInto, accounts);
  }

  /** Rules hold for the visits after them, and what comes of them is reported by variant. */
  @Test
  void rulesAndVariantsDecideAndAreReported() throws Exception {
    SiteRules rules =
        Rules.site(Rules.set().blockedItems(List.of("i7")).build())
            .time(7)
            .contexts(Map.of("cart", RuleSet.NONE))
            .experiments(
                List.of(
                    new Experiment(
                        "blend",
                        List.of(
                            Rules.variant("usual", 0.5).build(),
                            Rules.variant("fixed", 0.5)
                                .fixedBlend(true)
                                .diversity(0.5)
                                .exploration(0)
                                .build()))))
            .build();
    try (Live shop =
        endless(1)
            .with(
                RulesPublication.class,
                List.of(new RulesPublication("shop", SiteRules.format().pack(rules))))
            .open()) {
      AtomicInteger probes = new AtomicInteger();
      Await.until(
          () -> shop.ask(Events.view("probe" + probes.incrementAndGet(), Events.NOON, "w", "w")),
          answer -> answer.treatment().rulesTime() == 7);
      List<Recommended> ruled = shop.ask(Shop.wanderings(2_000, 40, 60, 1));
      assertThat(ruled)
          .allSatisfy(
              answer -> {
                assertThat(answer.treatment().rulesTime()).isEqualTo(7);
                assertThat(answer.treatment().assignments()).hasSize(1);
                assertThat(answer.treatment().contexts()).hasSize(1);
                assertThat(ids(answer)).doesNotContain("i7");
              });
      assertThat(ruled)
          .extracting(answer -> answer.treatment().assignments().get(0).variant())
          .contains("usual", "fixed");
      assertReported(shop);
    }
  }

  /** Shows all visitors an item and lets days pass until the reports tell of it. */
  private static void assertReported(Live shop) throws Exception {
    AtomicLong time = new AtomicLong(Events.NOON + 2_000_000);
    for (int v = 0; v < 40; v++) {
      shop.clicks.add(
          Events.click("shown" + v, time.get() + v, "v" + v, ClickAction.IMPRESSION, "i5"));
    }
    List<Report> reports = new ArrayList<>();
    Await.untilAsserted(
        () -> {
          long day = time.addAndGet(Duration.ofDays(1).toMillis());
          shop.ask(Events.view("day" + day, day, "w", "i5"));
          reports.addAll(shop.reports.drain());
          return reports;
        },
        all -> {
          assertThat(all)
              .extracting(report -> report.measurement().metric())
              .contains("exposure.gini");
          assertThat(all)
              .filteredOn(r -> r.measurement().metric().equals("experiment.click-through-rate"))
              .extracting(report -> report.dimensions().get("variant"))
              .contains("usual", "fixed");
        });
  }

  /** A topology with checkpoints. */
  private RecommendationFixture topology(int parallelism) {
    return new RecommendationFixture(parallelism).checkpoints(directory);
  }

  /**
   * A topology for a job without end: one that is cancelled may still write checkpoints when the
   * test is over.
   */
  private static RecommendationFixture endless(int parallelism) {
    return new RecommendationFixture(parallelism);
  }

  private Run ranked(
      List<ClickEvent> clicks, RecommendationSettings settings, BlendPublication readBack)
      throws Exception {
    return topology(1)
        .settings(settings)
        .clicks(clicks)
        .with(BlendPublication.class, List.of(readBack))
        .run();
  }

  private static List<Recommended> replayed(
      List<ClickEvent> clicks, RecommendationSettings settings) {
    InMemoryRecommender replay = new InMemoryRecommender(settings);
    return clicks.stream().map(replay::apply).filter(Objects::nonNull).toList();
  }

  private static List<String> ids(Recommended recommended) {
    return recommended.items().stream().map(RankedItem::itemId).toList();
  }

  private static <T> List<T> customers(IntFunction<T> customer) {
    return IntStream.range(0, 20).mapToObj(customer).toList();
  }

  /** The number of events in both runs whose answers have other scores. */
  private static long differing(Map<String, List<Double>> one, Map<String, List<Double>> other) {
    return one.keySet().stream()
        .filter(event -> other.containsKey(event) && !one.get(event).equals(other.get(event)))
        .count();
  }

  /** Of what a learned blend ranked, by event. */
  private static Map<String, List<Double>> scores(Run run) {
    return run.recommended().stream()
        .filter(recommended -> recommended.modelVersion().contains(",blend="))
        .collect(
            Collectors.toMap(
                Recommended::triggerEventId,
                recommended -> recommended.items().stream().map(RankedItem::score).toList()));
  }

  /**
   * With more than one subtask visits of different visitors overtake one another: an item's last
   * published count is exact, and no pair is ever counted more often than in the end.
   */
  private static void assertCounts(Run run, List<ClickEvent> clicks) {
    Map<String, Map<String, Double>> weights = weights(clicks);
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

  /** The weights of each item's neighbours after all clicks. */
  static Map<String, Map<String, Double>> weights(List<ClickEvent> clicks) {
    InMemoryRecommender replay = new InMemoryRecommender(publishingEveryVisit());
    clicks.forEach(replay::learn);
    long end = clicks.get(clicks.size() - 1).eventTime();
    Map<String, Map<String, Double>> weights = new HashMap<>();
    replay.lists((key, list) -> weights.put(Keys.id(key), byItem(list.neighbours(1, end))));
    return weights;
  }

  static Map<String, Double> byItem(List<Neighbour> neighbours) {
    return neighbours.stream().collect(Collectors.toMap(Neighbour::itemId, Neighbour::weight));
  }

  /** Scores are kept to the bits of a float: those of equal counts may differ in the last. */
  private static int byScore(Neighbour a, Neighbour b) {
    boolean equal = Math.abs(a.score() - b.score()) < 1e-6 * a.score();
    return equal ? 0 : Double.compare(b.score(), a.score());
  }

  /** Nothing fades while the test runs. */
  static RecommendationSettings publishingEveryVisit() {
    CountingSettings c =
        DEFAULT.counting().withDecay(ForwardDecay.halfLife(Duration.ofDays(10_000).toMillis()));
    return DEFAULT.with(s -> s.counting(c.withPublishIntervalMillis(0)));
  }

  private static RecommendationSettings learningFromClicks(RecommendationSettings settings) {
    return learning(settings, 1, 200).with(s -> s.exploration(ExplorationSettings.OFF));
  }

  /** A small blend that is published soon. */
  private static RecommendationSettings learning(
      RecommendationSettings settings, double exampleShare, int minExamples) {
    return settings.with(
        s ->
            s.blend(
                DEFAULT
                    .blend()
                    .with(
                        b ->
                            b.units(4)
                                .maxCandidates(50)
                                .exampleShare(exampleShare)
                                .minExamples(minExamples))));
  }
}
