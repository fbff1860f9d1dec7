package io.rapport.connectors.gateway.overview;

import java.util.Map;
import java.util.Optional;

/**
 * What the processing cluster says of itself.
 *
 * @param dashboard its address for people; empty when not known
 * @param lateEvents events that came too late, by feed; empty when not known
 * @param checkpoint the newest; empty when there is none or it is not known
 */
public record EngineStatus(
    Optional<String> dashboard, Map<String, Long> lateEvents, Optional<Checkpoint> checkpoint) {

  /** Nothing is known. */
  public static final EngineStatus UNKNOWN =
      new EngineStatus(Optional.empty(), Map.of(), Optional.empty());

  /**
   * A completed checkpoint.
   *
   * @param completedAt in milliseconds since 1970-01-01 UTC
   * @param durationMillis how long it took
   * @param bytes its size
   * @param failed how many have failed so far
   */
  public record Checkpoint(long completedAt, long durationMillis, long bytes, long failed) {}

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
