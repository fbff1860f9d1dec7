package io.rapport.connectors.kafka.flink.time;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes a reader about once a second to ask where its quiet partitions end, and has the broker
 * answer, all in a thread of its own. One question is open at a time.
 *
 * <p>Metrics, below {@code rapport.kafka}: {@code end-questions}; {@code end-questions-failed},
 * those of which a partition went unanswered; {@code end-question-millis} of the last one; {@code
 * end-seconds-unanswered}, the time for which each question has left a partition unanswered.
 *
 * <p>What ends the thread, such as a missing class, fails the reader: event time would stand still.
 */
final class Pulse implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration WARNING = Duration.ofMinutes(1);

  private final PartitionEnds ends;
  private final LongSupplier nanos;
  private final Counter questions;
  private final Counter failures;
  private final BlockingQueue<Question> open = new ArrayBlockingQueue<>(1);
  private final Thread thread = new Thread(this::run, "rapport-pulse");
  private volatile boolean news;
  private volatile boolean closed;
  private volatile long lastMillis;
  private volatile long failingSince;
  private volatile boolean failing;
  private CompletableFuture<Void> signal = new CompletableFuture<>(); // guarded by this
  private Answer answer; // guarded by this
  private Throwable failure; // guarded by this
  private long warned; // of the thread

  private record Question(long time, List<Position> positions) {}

  /**
   * An answer to a question.
   *
   * @param time the time of the question: what was asked before the broker looked holds up to then
   * @param positions that were asked about
   * @param reached the partitions that hold nothing beyond their position
   */
  record Answer(long time, List<Position> positions, Set<TopicPartition> reached) {}

  Pulse(PartitionEnds ends, MetricGroup metrics) {
    this(ends, metrics, System::nanoTime);
  }

  /**
   * @param nanos a clock that only goes forward
   */
  Pulse(PartitionEnds ends, MetricGroup metrics, LongSupplier nanos) {
    this.ends = ends;
    this.nanos = nanos;
    this.questions = metrics.counter("end-questions");
    this.failures = metrics.counter("end-questions-failed");
    metrics.<Long, Gauge<Long>>gauge("end-question-millis", () -> lastMillis);
    metrics.<Long, Gauge<Long>>gauge("end-seconds-unanswered", this::secondsUnanswered);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether the reader is to {@link #take}. A cheap question. */
  boolean hasNews() {
    return news;
  }

  /** Completes when there is news. */
  synchronized CompletableFuture<Void> signal() {
    return signal;
  }

  private long secondsUnanswered() {
    return failing ? TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - failingSince) : 0;
  }

  /**
   * The news: an answer, or null when it is time to ask.
   *
   * @throws IllegalStateException when nothing will be answered any more
   */
  synchronized Answer take() {
    if (failure != null) {
      throw new IllegalStateException("Nothing asks where partitions end any more", failure);
    }
    Answer taken = answer;
    answer = null;
    news = false;
    signal = new CompletableFuture<>();
    return taken;
  }

  /** Asks where partitions end, unless a question is open. */
  void ask(long time, List<Position> positions) {
    boolean unused = open.offer(new Question(time, positions));
  }

  private void run() {
    try {
      while (!closed) {
        beat();
        if (serve(INTERVAL)) {
          TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
      }
    } catch (InterruptedException e) {
      // Closed. The clients do not close in an interrupted thread.
    } catch (Throwable e) {
      fail(e);
    } finally {
      boolean unused = Thread.interrupted();
      ends.close();
    }
  }

  private synchronized void fail(Throwable cause) {
    failure = cause;
    beat();
  }

  /** Wakes the reader, so that it asks. */
  synchronized void beat() {
    news = true;
    signal.complete(null);
  }

  /** Answers the next question. Returns whether there was one. */
  boolean serve(Duration wait) throws InterruptedException {
    Question question = open.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    if (question == null) {
      failing = false; // nobody waits
      return false;
    }
    Answer given = new Answer(question.time(), question.positions(), reached(question.positions()));
    synchronized (this) {
      answer = given;
      beat();
    }
    return true;
  }

  private Set<TopicPartition> reached(List<Position> positions) {
    long start = nanos.getAsLong();
    questions.inc();
    try {
      PartitionEnds.Found found = ends.find(positions);
      note(found.unanswered(), start);
      return found.reached();
    } catch (RuntimeException e) {
      note(positions.stream().collect(Collectors.toMap(Position::partition, position -> e)), start);
      return Set.of();
    } finally {
      lastMillis = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start);
    }
  }

  /**
   * Counts a question that was not answered in full, and warns of it at once, then now and then.
   */
  private void note(Map<TopicPartition, ? extends Exception> unanswered, long start) {
    if (unanswered.isEmpty()) {
      failing = false;
      return;
    }
    failures.inc();
    boolean first = !failing;
    if (first) {
      failingSince = start;
      failing = true;
    }
    if (!closed && (first || start - warned >= WARNING.toNanos())) {
      warned = start;
      LOG.warn(
          "Event time waits: the broker does not say where {} end, for {} s now",
          unanswered.keySet(),
          secondsUnanswered(),
          unanswered.values().iterator().next());
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(CLOSING.toMillis());
  }
}
