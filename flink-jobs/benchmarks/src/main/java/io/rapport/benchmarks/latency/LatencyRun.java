package io.rapport.benchmarks.latency;

import io.rapport.benchmarks.stack.BenchStack;
import io.rapport.benchmarks.stack.EventLoad;
import io.rapport.benchmarks.stack.EventSource;
import io.rapport.benchmarks.stack.MeasuredJob;
import io.rapport.connectors.kafka.WireProducer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sends events at a fixed rate and waits for the answers they cause. An event's time is the time it
 * was due, not the time it was sent, so that a stall counts for every event that was due during it
 * (no coordinated omission). Both ends are in this process: one clock.
 */
final class LatencyRun {

  static final String PREFIX = "timed-";

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
  private static final int DIGITS = 3;

  private final BenchStack stack;
  private final Answers answers;
  private final int rate;
  private final long warmUp;
  private final long measured;
  private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong expected = new AtomicLong();
  private volatile long startNanos;
  private volatile boolean allSent;

  /**
   * @param rate events a second
   * @param warmUp events sent before counting
   * @param measured events sent while counting
   */
  LatencyRun(BenchStack stack, Answers answers, int rate, long warmUp, long measured) {
    this.stack = stack;
    this.answers = answers;
    this.rate = rate;
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /** Latencies in nanoseconds of those events that were answered. */
  Histogram run(MeasuredJob job, EventSource events, LongConsumer progress) throws Exception {
    Map<TopicPartition, Long> ends = stack.outputEnds();
    try (var consumer =
        new KafkaConsumer<>(
            stack.settings().clientConfig(),
            new StringDeserializer(),
            answers.deserializer(job.output()))) {
      consumer.assign(ends.keySet());
      ends.forEach(consumer::seek);
      startNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(events));
      receive(consumer, sending, progress);
      sending.get();
    }
    return latencies;
  }

  /** The number of events that count and were to be answered at once. */
  long expected() {
    return expected.get();
  }

  private long due(long index) {
    return startNanos + (long) (index * 1e9 / rate);
  }

  private void send(EventSource events) {
    // As the gateway sends them.
    WireProducer producer = stack.producer(stack.settings().linger().toMillis());
    try (producer) {
      for (long index = 0; index < warmUp + measured; index++) {
        waitUntil(due(index));
        long now = System.currentTimeMillis();
        SpecificRecord event = events.next(PREFIX + index, now);
        if (answers.expect(index, event, now) && index >= warmUp) {
          expected.incrementAndGet();
        }
        producer.send(event);
        sent.incrementAndGet();
      }
    }
    allSent = true;
    EventLoad.requireAllTaken(producer);
  }

  private static void waitUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  private void receive(
      KafkaConsumer<String, Answer> consumer,
      CompletableFuture<Void> sending,
      LongConsumer progress) {
    long quietSince = System.nanoTime();
    while (!sending.isCompletedExceptionally()) {
      var records = consumer.poll(Duration.ofMillis(20));
      long now = System.nanoTime();
      for (var record : records) {
        if (record.value() != null) { // not the end of a profile
          answers.read(record.value(), index -> count(index, now));
        }
      }
      progress.accept(sent.get());
      if (!allSent || !records.isEmpty()) {
        quietSince = now;
      } else if (now - quietSince > LAST_ANSWERS.toNanos()) {
        return;
      }
      if (allSent && latencies.getTotalCount() == expected.get()) {
        return;
      }
    }
  }

  private void count(long index, long now) {
    if (index >= warmUp) {
      latencies.recordValue(Math.min(LONGEST_NANOS, now - due(index)));
    }
  }
}
