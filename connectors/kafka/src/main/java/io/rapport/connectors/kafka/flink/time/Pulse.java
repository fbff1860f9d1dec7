package io.rapport.connectors.kafka.flink.time;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
 * <p>Metrics, below {@code rapport.kafka}: {@code end-questions}, {@code end-questions-failed}, and
 * {@code end-question-millis} of the last one.
 */
final class Pulse implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final PartitionEnds ends;
  private final Counter questions;
  private final Counter failures;
  private final BlockingQueue<Question> open = new ArrayBlockingQueue<>(1);
  private final Thread thread = new Thread(this::run, "rapport-pulse");
  private volatile boolean news;
  private volatile boolean closed;
  private volatile long lastMillis;
  private CompletableFuture<Void> signal = new CompletableFuture<>(); // guarded by this
  private Answer answer; // guarded by this
  private boolean failing; // of the thread

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
    this.ends = ends;
    this.questions = metrics.counter("end-questions");
    this.failures = metrics.counter("end-questions-failed");
    metrics.<Long, Gauge<Long>>gauge("end-question-millis", () -> lastMillis);
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

  /** The news: an answer, or null when it is time to ask. */
  synchronized Answer take() {
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
      // Closed. The consumers do not close in an interrupted thread.
    } finally {
      boolean unused = Thread.interrupted();
      ends.close();
    }
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
    long start = System.nanoTime();
    questions.inc();
    try {
      Set<TopicPartition> reached = ends.reached(positions);
      failing = false;
      return reached;
    } catch (RuntimeException e) {
      failures.inc();
      if (!closed && !failing) {
        LOG.warn("Event time waits: the broker does not say where {} end", positions, e);
      }
      failing = true;
      return Set.of();
    } finally {
      lastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(CLOSING.toMillis());
  }
}
