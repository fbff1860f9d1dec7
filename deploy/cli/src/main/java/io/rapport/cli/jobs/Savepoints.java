package io.rapport.cli.jobs;

import io.rapport.command.CommandFailedException;
import io.rapport.command.FailureReason;
import io.rapport.local.FlinkJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes savepoints of several jobs at the same time. */
public final class Savepoints {
  private static final double NANOS_A_SECOND = 1e9;
  private static final double BYTES_A_MEGABYTE = 1e6;

  private Savepoints() {}

  /** Takes a savepoint of one job and returns its path. */
  public interface Way {
    String take(JobName name, String jobId);
  }

  /**
   * The outcome for one job.
   *
   * @param path of the savepoint; empty if there is none
   * @param failure why there is none; empty if there is one
   */
  public record Outcome(JobName job, Optional<String> path, String failure, Duration took) {

    /** The savepoint with its size and time, or why there is none. */
    public String describe() {
      return path.map(
              taken ->
                  "%s: savepoint%s in %.1f s"
                      .formatted(job, size(taken), took.toNanos() / NANOS_A_SECOND))
          .orElseGet(() -> "%s: NO SAVEPOINT: %s".formatted(job, failure));
    }

    private static String size(String path) {
      OptionalLong bytes = bytes(path);
      return bytes.isEmpty() ? "" : " of %.1f MB".formatted(bytes.getAsLong() / BYTES_A_MEGABYTE);
    }
  }

  /**
   * Returns when every job has its savepoint, has failed to take one, or the time is over.
   *
   * @param jobs the running ones
   */
  public static List<Outcome> take(Map<JobName, FlinkJob> jobs, Way way, Duration limit) {
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, jobs.size()));
    try {
      List<JobName> names = List.copyOf(jobs.keySet());
      List<Callable<Outcome>> all = new ArrayList<>();
      names.forEach(name -> all.add(() -> take(name, jobs.get(name).id(), way)));
      List<Future<Outcome>> taken = threads.invokeAll(all, limit.toMillis(), TimeUnit.MILLISECONDS);
      List<Outcome> outcomes = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        outcomes.add(outcome(names.get(i), taken.get(i), limit));
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted while savepoints were taken", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outcome take(JobName name, String jobId, Way way) {
    long start = System.nanoTime();
    try {
      String path = way.take(name, jobId);
      return new Outcome(name, Optional.of(path), "", Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException e) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new Outcome(name, Optional.empty(), FailureReason.of(e), took);
    }
  }

  private static Outcome outcome(JobName name, Future<Outcome> taken, Duration limit)
      throws InterruptedException {
    try {
      return taken.get();
    } catch (CancellationException e) {
      String late = "it was not complete after " + limit.toSeconds() + " s";
      return new Outcome(name, Optional.empty(), late, limit);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The size of a savepoint on this machine's disk. */
  private static OptionalLong bytes(String path) {
    if (!path.startsWith("file:")) {
      return OptionalLong.empty();
    }
    try (Stream<Path> files = Files.walk(Path.of(URI.create(path)))) {
      return OptionalLong.of(
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return OptionalLong.empty(); // The cluster's disk is not this machine's.
    }
  }
}
