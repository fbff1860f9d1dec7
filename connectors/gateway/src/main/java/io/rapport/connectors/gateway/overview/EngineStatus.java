package io.rapport.connectors.gateway.overview;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the processing cluster, as it reports it.
 *
 * @param dashboard address of its dashboard; empty when not known
 * @param lateEvents events that came too late, by feed; empty when not known
 * @param checkpoint the newest completed one; empty when there is none or it is not known
 * @param restarts of processes, the oldest first; empty when there were none or it is not known
 */
public record EngineStatus(
    Optional<String> dashboard,
    Map<String, Long> lateEvents,
    Optional<Checkpoint> checkpoint,
    List<Restart> restarts) {

  /** The status while nothing is known. */
  public static final EngineStatus UNKNOWN =
      new EngineStatus(Optional.empty(), Map.of(), Optional.empty(), List.of());

  /**
   * A completed checkpoint.
   *
   * @param completedAt in milliseconds since 1970-01-01 UTC
   * @param durationMillis time it took
   * @param bytes its size
   * @param failed checkpoints that have failed so far
   */
  public record Checkpoint(long completedAt, long durationMillis, long bytes, long failed) {}

  /**
   * A process that ended by itself and was started again.
   *
   * @param endedAt in milliseconds since 1970-01-01 UTC
   * @param outageMillis until it served again
   */
  public record Restart(String process, long endedAt, long outageMillis, String reason) {}

  /** Asks the cluster. */
  public interface Probe {

    /** A probe where no cluster is known. */
    Probe NONE = () -> UNKNOWN;

    /**
     * Asks now; may take seconds.
     *
     * @throws RuntimeException when there is no answer
     */
    EngineStatus ask();
  }
}
