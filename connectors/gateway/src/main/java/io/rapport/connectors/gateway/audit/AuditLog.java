package io.rapport.connectors.gateway.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Path;
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
 * Writes the audit record, a JSON object a line, without letting requests wait for the disk. Reads
 * have files of their own, {@code NAME-reads}, so that no flood of them pushes out who erased whom.
 * For any number of threads.
 *
 * <p>An entry waits in a queue for a moment after its request was answered. {@link #close} writes
 * the rest; a process that is killed, or halts, loses them, and nothing counts those.
 */
public final class AuditLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int MOST_AT_ONCE = 1_000;
  private static final int REPETITIONS = 50_000;
  private static final long LOOK_MILLIS = 200;

  private record Line(boolean read, AuditEntry entry) {}

  private final boolean on;
  private final Optional<RotatingFile> changes;
  private final Optional<RotatingFile> reads;
  private final BlockingQueue<Line> queue;
  private final Cache<AuditEntry, Boolean> seen;
  private final LongAdder written = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Thread writer = new Thread(this::write, "gateway-audit");
  private volatile boolean closing;

  /** Of the writer's thread. */
  private boolean failing;

  public AuditLog(AuditSettings settings) {
    this.on = settings.file().isPresent();
    this.changes =
        settings.file().map(path -> new RotatingFile(path, settings.maxBytes(), settings.files()));
    this.reads =
        settings
            .file()
            .map(path -> new RotatingFile(reads(path), settings.maxBytes(), settings.files()));
    this.queue = new ArrayBlockingQueue<>(settings.queue());
    this.seen =
        Caffeine.newBuilder().maximumSize(REPETITIONS).expireAfterWrite(settings.repeat()).build();
  }

  /** The file of reads beside that of everything else. */
  public static Path reads(Path path) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return path.resolveSibling(
        dot < 0 ? name + "-reads" : name.substring(0, dot) + "-reads" + name.substring(dot));
  }

  /** Whether there is a record. */
  public boolean isOn() {
    return on;
  }

  public void start() {
    if (on) {
      writer.setDaemon(true);
      writer.start();
    }
  }

  /** Adds an entry. */
  public void add(AuditEntry entry) {
    offer(new Line(false, entry));
  }

  private void offer(Line line) {
    if (on && !queue.offer(line)) {
      lost.increment();
    }
  }

  /**
   * Adds a read, or what was refused, unless the same caller has read the same of the same person a
   * moment ago.
   */
  public void addRead(AuditEntry entry) {
    if (!on) {
      return;
    }
    if (seen.asMap().putIfAbsent(entry.withoutTime(), true) == null) {
      offer(new Line(true, entry));
    } else {
      repeated.increment();
    }
  }

  private void write() {
    List<Line> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Line first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MOST_AT_ONCE);
          write(changes.orElseThrow(), batch.stream().filter(line -> !line.read).toList());
          write(reads.orElseThrow(), batch.stream().filter(Line::read).toList());
        }
      } catch (InterruptedException e) {
        closing = true;
      }
      batch.clear();
    }
  }

  private void write(RotatingFile file, List<Line> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      StringBuilder text = new StringBuilder();
      lines.forEach(line -> text.append(line.entry.line()));
      file.append(text.toString());
      written.add(lines.size());
      failing = false;
    } catch (IOException | RuntimeException e) {
      // An unchecked one would end the thread, and with it the record.
      lost.add(lines.size());
      if (!failing) {
        LOG.error("The audit record cannot be written: {}", e.toString());
      }
      failing = true;
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
    if (!on) {
      return;
    }
    try {
      writer.join(TimeUnit.SECONDS.toMillis(5));
      changes.orElseThrow().close();
      reads.orElseThrow().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.error("The audit record cannot be closed: {}", e.toString());
    }
  }
}
