package io.rapport.benchmarks.stack;

import io.rapport.avro.CatalogueItem;
import io.rapport.connectors.kafka.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Fills the topic of clicks, as fast as it goes. */
public final class ClickLoad {

  /** Events a second of the shop's own time. */
  private static final int EVENTS_PER_SECOND = 1_000;

  private static final int LINGER_MILLIS = 20;

  private final BenchStack stack;
  private final SyntheticClicks clicks;

  public ClickLoad(BenchStack stack, SyntheticClicks.Shape shape) {
    this.stack = stack;
    this.clicks = new SyntheticClicks(shape);
  }

  /** Sends an entry of the catalogue for each item, without a text. */
  public void catalogue(int items, Runnable sent) {
    Topic<CatalogueItem> topic = stack.settings().topic(CatalogueItem.class);
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    Sender sender = new Sender();
    try (var producer = stack.producer(CatalogueItem.class, LINGER_MILLIS)) {
      for (int i = 0; i < items; i++) {
        sender.send(
            producer,
            topic.producerRecord(
                CatalogueItem.newBuilder()
                    .setEventId("c" + i)
                    .setEventTime(now)
                    .setItemId("i" + i)
                    .setPrice(BigDecimal.valueOf(100 + i % 10_000, 2).setScale(4))
                    .setCurrency("EUR")
                    .setStock(1)
                    .build()));
        sent.run();
      }
    }
    sender.requireNoFailure();
  }

  /** Sends so many clicks of the time up to now, and returns when the broker has all of them. */
  public void send(int count, Runnable sent) {
    long start = System.currentTimeMillis() - 1_000L * count / EVENTS_PER_SECOND;
    Sender sender = new Sender();
    try (var producer = stack.producer(LINGER_MILLIS)) {
      for (int i = 0; i < count; i++) {
        var click = clicks.next("e" + i, start + 1_000L * i / EVENTS_PER_SECOND);
        sender.send(producer, stack.clicks().producerRecord(click));
        sent.run();
      }
    }
    sender.requireNoFailure();
  }

  /** Remembers the first failure of a producer, which comes on its own thread. */
  public static final class Sender {

    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public <K, V> void send(KafkaProducer<K, V> producer, ProducerRecord<K, V> record) {
      var unused =
          producer.send(
              record,
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    }

    public void requireNoFailure() {
      if (failure.get() != null) {
        throw new KafkaException("The broker did not take a click", failure.get());
      }
    }
  }
}
