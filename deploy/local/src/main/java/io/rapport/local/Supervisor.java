package io.rapport.local;

import io.rapport.local.supervision.Restart;
import io.rapport.local.supervision.RestartLog;
import io.rapport.local.supervision.RestartPolicy;
import io.rapport.local.supervision.SupervisionSettings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that starts processes of a stack again when they end by themselves.
 *
 * <p>A JobManager takes its TaskManager with it: without high availability the running tasks belong
 * to nobody.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration RECOVERY_END = Duration.ofSeconds(5);

  private final LocalStack stack;
  private final SupervisionSettings settings;
  private final SupervisionListener listener;
  private final RestartLog log;
  private final Map<Component, RestartPolicy> policies = new EnumMap<>(Component.class);
  private final Map<Component, Outage> outages = new EnumMap<>(Component.class);
  private final long begin = System.nanoTime();
  private final Thread thread = new Thread(this::watch, "stack-supervisor");
  private boolean jobsLost;
  private Thread recovery = new Thread("jobs-recovery");
  private volatile RuntimeException recoveryFailure;
  private volatile boolean stopped;

  Supervisor(
      LocalStack stack,
      SupervisionSettings settings,
      SupervisionListener listener,
      RestartLog log) {
    this.stack = stack;
    this.settings = settings;
    this.listener = listener;
    this.log = log;
  }

  /** A process that does not serve, from its end until it serves again. */
  private static final class Outage {
    private final Instant endedAt;
    private final String reason;
    private final String logLine;
    private Duration next;
    private boolean launched;
    private boolean late;

    /**
     * @param next the time of the restart, and after that the time to answer, as {@link #now} gives
     *     it
     */
    private Outage(Instant endedAt, String reason, String logLine, Duration next) {
      this.endedAt = endedAt;
      this.reason = reason;
      this.logLine = logLine;
      this.next = next;
    }
  }

  /** The time since the supervision began, which no step of the system's clock changes. */
  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns when this thread does not touch the stack any more. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    join(thread, Duration.ZERO);
    recovery.interrupt();
    join(recovery, RECOVERY_END);
  }

  private void watch() {
    try {
      while (!stopped && !stack.failed()) {
        for (Component component : stack.components()) {
          look(component);
        }
        recoverJobs();
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (RuntimeException e) {
      stack.fail(
          e instanceof StackException known
              ? known
              : new StackException("The supervision of the stack failed", e));
    }
  }

  private void look(Component component) {
    Outage outage = outages.get(component);
    if (outage == null) {
      if (stack.down(component)) {
        died(component, null);
      }
    } else if (!outage.launched) {
      if (now().compareTo(outage.next) >= 0) {
        stack.start(component);
        outage.launched = true;
        outage.next = now().plus(stack.startTimeout());
      }
    } else if (stack.down(component)) {
      died(component, outage);
    } else if (stack.serves(component)) {
      served(component, outage);
    } else if (now().compareTo(outage.next) > 0) {
      outage.late = true;
      stack.kill(component);
    }
  }

  private void died(Component component, Outage before) {
    ChildProcess process = stack.process(component);
    String reason =
        before != null && before.late
            ? "no answer within " + stack.startTimeout().toSeconds() + " s"
            : process.endReason();
    Optional<Duration> delay = policy(component).died(now());
    if (delay.isEmpty()) {
      stack.fail(
          new StackException(
              """
              The %s ended %d times within %d minutes, now with %s. It is not started again.
              Mend the cause, then start the stack again. The end of its log, %s:
              %s\
              """
                  .formatted(
                      component.label(),
                      settings.mostRestarts() + 1,
                      settings.window().toMinutes(),
                      reason,
                      stack.log(component),
                      process.logTail())));
      return;
    }
    Instant first = before == null ? Instant.now() : before.endedAt;
    outages.put(
        component, new Outage(first, reason, process.lastLogLine(), now().plus(delay.get())));
    listener.ended(component, reason, delay.get());
    if (component == Component.JOB_MANAGER) {
      takeTaskManagerAlong(delay.get());
    }
  }

  private void takeTaskManagerAlong(Duration delay) {
    jobsLost = true;
    recovery.interrupt();
    if (!stack.components().contains(Component.TASK_MANAGER)
        || outages.containsKey(Component.TASK_MANAGER)) {
      return;
    }
    stack.kill(Component.TASK_MANAGER);
    outages.put(
        Component.TASK_MANAGER,
        new Outage(Instant.now(), "stopped, for the jobmanager had ended", "", now().plus(delay)));
  }

  private void served(Component component, Outage outage) {
    outages.remove(component);
    Restart restart =
        new Restart(
            component.label(), outage.endedAt, outage.reason, outage.logLine, Instant.now());
    try {
      log.append(restart);
    } catch (UncheckedIOException e) {
      // The process serves: a record that cannot be written is no reason to fail.
      LOG.warn("A restart is missing in the record", e);
    }
    listener.restarted(component, restart);
  }

  private void recoverJobs() {
    if (recovery.isAlive()
        || outages.containsKey(Component.JOB_MANAGER)
        || outages.containsKey(Component.TASK_MANAGER)) {
      return;
    }
    if (jobsLost) {
      jobsLost = false;
      recoveryFailure = null;
      recovery = new Thread(this::resubmit, "jobs-recovery");
      recovery.setDaemon(true);
      recovery.start();
    } else if (recoveryFailure != null) {
      // The JobManager is well: that it had died again would excuse the failure.
      stack.fail(
          new StackException(
              "The jobs cannot be submitted again: " + recoveryFailure.getMessage(),
              recoveryFailure));
    }
  }

  private void resubmit() {
    try {
      listener.jobsLost();
    } catch (RuntimeException e) {
      recoveryFailure = e;
    }
  }

  private RestartPolicy policy(Component component) {
    return policies.computeIfAbsent(component, any -> new RestartPolicy(settings));
  }

  /**
   * @param limit zero for none
   */
  private static void join(Thread other, Duration limit) {
    try {
      other.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
