package io.rapport.benchmarks.stack;

import io.rapport.avro.CatalogueItem;
import io.rapport.connectors.kafka.WireProducer;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;

/** Fills the input topics of a job with a shop's events, as fast as it goes. */
public final class EventLoad {

  /** Events a second of the shop's own time. */
  private static final int EVENTS_PER_SECOND = 1_000;

  private static final int LINGER_MILLIS = 20;

  private final BenchStack stack;
  private final EventSource events;

  public EventLoad(BenchStack stack, EventSource events) {
    this.stack = stack;
    this.events = events;
  }

  /** Sends an entry of the catalogue for each item, without a text. */
  public void catalogue(int items, Runnable sent) {
    Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    WireProducer producer = stack.producer(LINGER_MILLIS);
    try (producer) {
      for (int i = 0; i < items; i++) {
        producer.send(
            CatalogueItem.newBuilder()
                .setEventId("c" + i)
                .setEventTime(now)
                .setItemId("i" + i)
                .setPrice(BigDecimal.valueOf(100 + i % 10_000, 2).setScale(4))
                .setCurrency("EUR")
                .setStock(1)
                .build());
        sent.run();
      }
    }
    requireAllTaken(producer);
  }

  /** Sends so many events of the time up to now, and returns when the broker has all of them. */
  public void send(int count, Runnable sent) {
    long start = System.currentTimeMillis() - 1_000L * count / EVENTS_PER_SECOND;
    WireProducer producer = stack.producer(LINGER_MILLIS);
    try (producer) {
      for (int i = 0; i < count; i++) {
        producer.send(events.next("e" + i, start + 1_000L * i / EVENTS_PER_SECOND));
        sent.run();
      }
    }
    requireAllTaken(producer);
  }

  /**
   * @throws KafkaException when a producer has given up a record
   */
  public static void requireAllTaken(WireProducer producer) {
    if (producer.failure() != null) {
      throw new KafkaException("The broker did not take an event", producer.failure());
    }
  }
}
