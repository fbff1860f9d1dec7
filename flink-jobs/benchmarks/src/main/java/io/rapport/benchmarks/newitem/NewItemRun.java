package io.rapport.benchmarks.newitem;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Recommendation;
import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.EventLoad;
import io.rapport.benchmarks.stack.SyntheticClicks;
import io.rapport.connectors.kafka.WireDeserializer;
import io.rapport.connectors.kafka.WireProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Enters new items into the catalogue under a load of clicks, and times each until it is
 * recommended. Each reads like an older item, which is visited every twenty milliseconds; the clock
 * stops at the first recommendation that holds the new one.
 */
final class NewItemRun {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /**
   * New items before the counted ones. They wait for the job's start and until every subtask has
   * encoded its share of the catalogue.
   */
  private static final int UNCOUNTED = 10;

  private static final Duration POLL = Duration.ofMillis(5);
  private static final long BETWEEN_VISITS_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final String[] WORDS = {
    "red",
    "blue",
    "green",
    "enamel",
    "cotton",
    "oak",
    "steel",
    "glass",
    "teapot",
    "lantern",
    "mug",
    "cushion",
    "clock",
    "tray",
    "candle",
    "apron",
    "garden",
    "kitchen",
    "vintage",
    "modern",
    "travel",
    "children",
    "leather",
    "wool",
    "paper",
    "silver",
    "wall",
    "desk",
    "folding",
    "large"
  };

  /** Fails when the job has ended. */
  interface Alive {
    void check() throws Exception;
  }

  private final BenchStack stack;
  private final int catalogue;
  private final int rate;
  private final Alive alive;
  private final Random random = new Random(7);
  private final String[] titles;
  private volatile boolean done;
  private long visits;

  /**
   * @param catalogue items in the catalogue before
   * @param rate clicks a second in the background
   */
  NewItemRun(BenchStack stack, int catalogue, int rate, Alive alive) {
    this.stack = stack;
    this.catalogue = catalogue;
    this.rate = rate;
    this.alive = alive;
    this.titles = new String[catalogue];
  }

  /** The seconds that each item took. */
  double[] run(int items, SyntheticClicks.Shape shape, Runnable progress) throws Exception {
    Map<TopicPartition, Long> ends = stack.outputEnds();
    try (var deserializer = new WireDeserializer<>(stack.settings(), Recommendation.class);
        var consumer =
            new KafkaConsumer<>(
                stack.settings().clientConfig(), new StringDeserializer(), deserializer);
        var producer = stack.producer(0)) {
      consumer.assign(ends.keySet());
      ends.forEach(consumer::seek);
      for (int i = 0; i < catalogue; i++) {
        titles[i] = title();
        producer.send(entry("i" + i, titles[i]));
      }
      producer.flush();
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> load(shape, producer));
      try {
        for (int n = -UNCOUNTED; n < 0; n++) {
          time(n, producer, consumer);
        }
        double[] seconds = new double[items];
        for (int n = 0; n < items; n++) {
          seconds[n] = time(n, producer, consumer);
          progress.run();
        }
        EventLoad.requireAllTaken(producer);
        return seconds;
      } finally {
        done = true;
        load.join();
      }
    }
  }

  private String title() {
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      title.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return title.toString();
  }

  private static CatalogueItem entry(String id, String title) {
    return CatalogueItem.newBuilder()
        .setEventId("c-" + id)
        .setEventTime(Instant.ofEpochMilli(System.currentTimeMillis()))
        .setItemId(id)
        .setTitle(title)
        .build();
  }

  private void load(SyntheticClicks.Shape shape, WireProducer producer) {
    SyntheticClicks source = new SyntheticClicks(shape);
    long start = System.nanoTime();
    for (long i = 0; !done; i++) {
      LockSupport.parkNanos(start + (long) (i * 1e9 / rate) - System.nanoTime());
      producer.send(source.next("load-" + i, System.currentTimeMillis()));
    }
  }

  private double time(int n, WireProducer producer, KafkaConsumer<String, Recommendation> consumer)
      throws Exception {
    int like = random.nextInt(catalogue);
    String id = "new" + n;
    long start = System.nanoTime();
    long nextVisit = start;
    producer.send(entry(id, titles[like] + " deluxe"));
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      if (System.nanoTime() >= nextVisit) {
        nextVisit += BETWEEN_VISITS_NANOS;
        producer.send(visit("i" + like));
      }
      for (var record : consumer.poll(POLL)) {
        if (record.value().getItems().stream().anyMatch(item -> item.getItemId().equals(id))) {
          return (System.nanoTime() - start) / 1e9;
        }
      }
    }
    alive.check();
    throw new IllegalStateException("Item " + id + " was not recommended within a minute");
  }

  private Click visit(String item) {
    long visit = visits++;
    return Click.newBuilder()
        .setEventId("visit-" + visit)
        .setEventTime(Instant.ofEpochMilli(System.currentTimeMillis()))
        .setVisitorId("new-" + visit)
        .setAction(ClickAction.VIEW)
        .setItemId(item)
        .build();
  }
}
