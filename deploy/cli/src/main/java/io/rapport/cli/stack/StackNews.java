package io.rapport.cli.stack;

import io.rapport.cli.accounting.Restarts;
import io.rapport.local.Component;
import io.rapport.local.SupervisionListener;
import io.rapport.local.supervision.Restart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what the supervision does, for whoever prints it, and knows whether anything is down.
 */
final class StackNews implements SupervisionListener {
  private static final Logger LOG = LoggerFactory.getLogger(StackNews.class);

  private final Runnable resubmission;
  private final Set<Component> down = EnumSet.noneOf(Component.class);
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private Instant jobsLostAt;

  /**
   * @param resubmission of the jobs that a JobManager has forgotten
   */
  StackNews(Runnable resubmission) {
    this.resubmission = resubmission;
  }

  @Override
  public synchronized void ended(Component component, String reason, Duration delay) {
    down.add(component);
    if (component == Component.JOB_MANAGER && jobsLostAt == null) {
      jobsLostAt = Instant.now();
    }
    say(
        "The %s ended: %s. Restarts in %.1f s"
            .formatted(component.label(), reason, delay.toMillis() / 1e3));
  }

  @Override
  public synchronized void restarted(Component component, Restart restart) {
    down.remove(component);
    say(Restarts.describe(restart));
  }

  @Override
  public void jobsLost() {
    resubmission.run();
    synchronized (this) {
      say(
          "The jobs run again, %.1f s after the jobmanager had ended"
              .formatted(Duration.between(jobsLostAt, Instant.now()).toMillis() / 1e3));
      jobsLostAt = null;
    }
  }

  /** Whether a process is down, or the jobs are not running again yet. */
  synchronized boolean recovering() {
    return jobsLostAt != null || !down.isEmpty();
  }

  void say(String line) {
    LOG.warn(line);
    lines.add(line);
  }

  /** The lines since the last call. */
  List<String> take() {
    List<String> taken = new ArrayList<>();
    for (String line = lines.poll(); line != null; line = lines.poll()) {
      taken.add(line);
    }
    return taken;
  }
}
