package io.rapport.connectors.gateway.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit record, a JSON object a line, without letting requests wait for the disk. For
 * any number of threads.
 */
public final class AuditLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MOST_AT_ONCE = 1_000;
  private static final int REPETITIONS = 50_000;
  private static final long LOOK_MILLIS = 200;

  private final Optional<RotatingFile> file;
  private final BlockingQueue<AuditEntry> queue;
  private final Cache<AuditEntry, Boolean> seen;
  private final LongAdder written = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Thread writer = new Thread(this::write, "gateway-audit");
  private volatile boolean closing;

  public AuditLog(AuditSettings settings) {
    this.file =
        settings.file().map(path -> new RotatingFile(path, settings.maxBytes(), settings.files()));
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.seen =
        Caffeine.newBuilder().maximumSize(REPETITIONS).expireAfterWrite(settings.repeat()).build();
  }

  public void start() {
    if (file.isPresent()) {
      writer.setDaemon(true);
      writer.start();
    }
  }

  /** Adds an entry. */
  public void add(AuditEntry entry) {
    if (file.isEmpty()) {
      return;
    }
    if (!queue.offer(entry)) {
      lost.increment();
    }
  }

  /** Adds a read, unless the same caller has read the same of the same person a moment ago. */
  public void addRead(AuditEntry entry) {
    if (file.isEmpty()) {
      return;
    }
    if (seen.asMap().putIfAbsent(entry.withoutTime(), true) == null) {
      add(entry);
    } else {
      repeated.increment();
    }
  }

  private void write() {
    List<AuditEntry> batch = new ArrayList<>();
    boolean failing = false;
    while (!closing || !queue.isEmpty()) {
      try {
        AuditEntry first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        queue.drainTo(batch, MOST_AT_ONCE);
        StringBuilder lines = new StringBuilder();
        batch.forEach(entry -> lines.append(entry.line()));
        file.orElseThrow().append(lines.toString());
        written.add(batch.size());
        failing = false;
      } catch (IOException e) {
        lost.add(batch.size());
        if (!failing) {
          LOG.error("The audit record cannot be written: {}", e.toString());
        }
        failing = true;
      } catch (InterruptedException e) {
        closing = true;
      }
      batch.clear();
    }
  }

  /** Entries by what became of them. */
  public Map<String, Double> counts() {
    return Map.of(
        "written", written.doubleValue(),
        "repeated", repeated.doubleValue(),
        "lost", lost.doubleValue());
  }

  /** Writes what waits. */
  @Override
  public void close() {
    closing = true;
    if (file.isEmpty()) {
      return;
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(5));
      file.get().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("The audit record cannot be closed: {}", e.toString());
    }
  }
}
