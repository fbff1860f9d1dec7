package io.rapport.benchmarks.latency;

import io.rapport.avro.Click;
import io.rapport.avro.Recommendation;
import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.ClickLoad;
import io.rapport.benchmarks.stack.Offsets;
import io.rapport.benchmarks.stack.SyntheticClicks;
import io.rapport.connectors.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends clicks at a fixed rate and waits for the recommendations they cause. A click's time is the
 * time it was due, not the time it was sent, so that a stall counts for every click that was due
 * during it (no coordinated omission). Both ends are in this process: one clock.
 */
final class LatencyRun {

  private static final String PREFIX = "timed-";
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
  private static final int DIGITS = 3;

  private final BenchStack stack;
  private final int rate;
  private final long warmUp;
  private final long measured;
  private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
  private final AtomicLong sent = new AtomicLong();
  private volatile long startNanos;
  private volatile boolean allSent;

  /**
   * @param rate clicks a second
   * @param warmUp clicks sent before counting
   * @param measured clicks whose latency counts
   */
  LatencyRun(BenchStack stack, int rate, long warmUp, long measured) {
    this.stack = stack;
    this.rate = rate;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /** Latencies in nanoseconds of those clicks that were answered. */
  Histogram run(SyntheticClicks clicks, LongConsumer progress) throws Exception {
    Topic<Recommendation> topic = stack.recommendations();
    Map<TopicPartition, Long> ends = Offsets.ends(stack.admin(), topic);
    try (var consumer =
        new KafkaConsumer<>(
            stack.settings().clientConfig(), new StringDeserializer(), new TriggerDeserializer())) {
      consumer.assign(ends.keySet());
      ends.forEach(consumer::seek);
      startNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(clicks));
      receive(consumer, sending, progress);
      sending.get();
    }
    return latencies;
  }

  private long due(long index) {
    return startNanos + (long) (index * 1e9 / rate);
  }

  private void send(SyntheticClicks clicks) {
    ClickLoad.Sender sender = new ClickLoad.Sender();
    Topic<Click> topic = stack.clicks();
    // As the gateway sends them.
    int linger = Math.toIntExact(stack.settings().linger().toMillis());
    try (KafkaProducer<String, Click> producer = stack.producer(linger)) {
      for (long index = 0; index < warmUp + measured; index++) {
        waitUntil(due(index));
        Click click = clicks.next(PREFIX + index, System.currentTimeMillis());
        sender.send(producer, topic.producerRecord(click));
        sent.incrementAndGet();
      }
    }
    allSent = true;
    sender.requireNoFailure();
  }

  private static void waitUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  private void receive(
      KafkaConsumer<String, String> consumer,
      CompletableFuture<Void> sending,
      LongConsumer progress) {
    long quietSince = System.nanoTime();
    while (!sending.isCompletedExceptionally()) {
      var records = consumer.poll(Duration.ofMillis(20));
      long now = System.nanoTime();
      records.forEach(record -> count(record.value(), now));
      progress.accept(sent.get());
      if (!allSent || !records.isEmpty()) {
        quietSince = now;
      } else if (now - quietSince > LAST_ANSWERS.toNanos()) {
        return;
      }
      if (latencies.getTotalCount() == measured) {
        return;
      }
    }
  }

  private void count(String trigger, long now) {
    if (trigger.startsWith(PREFIX)) {
      long index = Long.parseLong(trigger.substring(PREFIX.length()));
      if (index >= warmUp) {
        latencies.recordValue(Math.min(LONGEST_NANOS, now - due(index)));
      }
    }
  }
}
