package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.testing.Events;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.neighbour.Neighbour;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.testing.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** A visitor is erased while the topology runs on RocksDB with two subtasks. */
class ErasureTopologyIT {

  private static final int CLICKS = 1_500;
  private static final int BEFORE = 1_200;
  private static final int ITEMS = 30;
  private static final long END = Events.NOON + CLICKS * 1000L;
  private static final VisitorErased REQUEST = new VisitorErased("r", "shop", "v3", END);

  // The cluster runs in this process.
  private static final CountDownLatch REACHED = new CountDownLatch(BEFORE);
  private static final CountDownLatch ERASED = new CountDownLatch(1);

  /** What is published in the end is as if the visitor had never come. */
  @Test
  void anErasedVisitorLeavesNoTraceInWhatIsPublished() throws Exception {
    List<ClickEvent> clicks = new ArrayList<>(Shop.wanderings(CLICKS, 8, ITEMS, 5));
    for (int i = 0; i < ITEMS; i++) { // Publishes every list once more.
      clicks.add(Events.view("end" + i, END + i, "end" + i, "i" + i));
    }
    RecommendationSettings settings = settings();
    StreamExecutionEnvironment environment = environment();
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            clicks(environment, clicks),
            none(environment, PurchaseEvent.class),
            none(environment, CatalogueEntry.class),
            new RecommendationTopology.Guidance(
                none(environment, BlendPublication.class),
                none(environment, RulesPublication.class),
                none(environment, CustomerStatus.class),
                none(environment, SegmentChange.class),
                erasures(environment)),
            settings,
            Duration.ofSeconds(10));
    products
        .recommendations()
        .map(
            answered -> {
              REACHED.countDown();
              return answered;
            })
        .returns(Recommended.class)
        .uid("answered")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    Map<String, Neighbourhood> published = new HashMap<>();
    List<Receipt> receipts = new ArrayList<>();
    try (CloseableIterator<Neighbourhood> lists = products.neighbourhoods().collectAsync();
        CloseableIterator<Receipt> removed = received(products).collectAsync()) {
      environment.executeAsync("erasure");
      lists.forEachRemaining(
          list -> {
            if (list.eventTime() < END + ITEMS) { // Not when items expire at the end of all time.
              published.put(list.itemId(), list);
            }
          });
      removed.forEachRemaining(receipts::add);
    }
    assertThat(receipts).hasSize(1);
    assertThat(receipts.get(0).removed().get("visits")).isGreaterThan(100);

    InMemoryRecommender never = new InMemoryRecommender(settings);
    clicks.stream().filter(click -> !click.visitorId().equals("v3")).forEach(never::learn);
    never.lists(
        (key, list) -> {
          Map<String, Double> expected =
              list.neighbours(1, END).stream()
                  .collect(Collectors.toMap(Neighbour::itemId, Neighbour::weight));
          List<Neighbour> actual = published.get(Keys.id(key)).neighbours();
          assertThat(actual)
              .as(key)
              .extracting(Neighbour::itemId)
              .containsExactlyInAnyOrderElementsOf(expected.keySet());
          for (Neighbour neighbour : actual) {
            assertThat(neighbour.weight())
                .as(key + " " + neighbour.itemId())
                .isCloseTo(expected.get(neighbour.itemId()), within(1e-3));
          }
        });
    assertThat(published).hasSize(ITEMS);
  }

  /** Most of the clicks, then the erasure, then the rest, of which the visitor's are too late. */
  private static ClickEvent gate(ClickEvent click) throws InterruptedException {
    if (click.eventId().equals("e" + BEFORE)) {
      assertThat(ERASED.await(60, TimeUnit.SECONDS)).isTrue();
    }
    if (click.eventId().equals("end0")) {
      Thread.sleep(2_000); // What is taken back takes several ways to an item.
    }
    return click;
  }

  private static DataStream<ClickEvent> clicks(
      StreamExecutionEnvironment environment, List<ClickEvent> clicks) {
    return environment
        .fromData(clicks, TypeInformation.of(ClickEvent.class))
        .setParallelism(1)
        .uid("clicks")
        .map(ErasureTopologyIT::gate)
        .returns(ClickEvent.class)
        .setParallelism(1)
        .uid("gate")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<ClickEvent>forMonotonousTimestamps()
                .withTimestampAssigner((click, previous) -> click.eventTime()))
        .setParallelism(1)
        .uid("watermarks");
  }

  private static DataStream<VisitorErased> erasures(StreamExecutionEnvironment environment) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(
                index -> {
                  REACHED.await();
                  return REQUEST;
                },
                1,
                TypeInformation.of(VisitorErased.class)),
            WatermarkStrategy.noWatermarks(),
            "erasures")
        .setParallelism(1)
        .uid("erasures");
  }

  private static DataStream<Receipt> received(RecommendationTopology.Products products) {
    return products
        .receipts()
        .map(
            receipt -> {
              ERASED.countDown();
              return receipt;
            })
        .returns(Receipt.class)
        .uid("received");
  }

  private static <T> DataStream<T> none(StreamExecutionEnvironment environment, Class<T> type) {
    return environment
        .fromData(List.of(0), TypeInformation.of(Integer.class))
        .uid("source-of-no-" + type.getSimpleName())
        .<T>flatMap((event, out) -> {})
        .returns(type)
        .uid("no-" + type.getSimpleName());
  }

  /** Nothing fades while the test runs, every visit publishes, and nothing gives way. */
  private static RecommendationSettings settings() {
    CountingSettings c =
        CountingSettings.DEFAULT.withDecay(
            ForwardDecay.halfLife(Duration.ofDays(10_000).toMillis()));
    return RecommendationSettings.DEFAULT.with(s -> s.counting(c.withPublishIntervalMillis(0)));
  }

  private static StreamExecutionEnvironment environment() {
    Configuration config = new Configuration();
    config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    config.set(PipelineOptions.GENERIC_TYPES, false);
    config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, config);
    environment.setBufferTimeout(1);
    return environment;
  }
}
