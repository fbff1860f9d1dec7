package io.rapport.cli.gateway;

import io.rapport.cli.accounting.Ledger;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkSnapshots.Checkpoint;
import io.rapport.local.supervision.RestartLog;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Asks Flink about the jobs: for their late events, and the oldest of their newest checkpoints. An
 * event that is late for two of its consumers is one late event: of each feed the greatest count is
 * taken.
 */
final class FlinkEngine implements EngineStatus.Probe {
  private static final Comparator<Checkpoint> BY_TIME =
      Comparator.comparingLong(Checkpoint::completedAt);

  private static final int MOST_RESTARTS = 20;

  private final Optional<Path> stack;
  private final String address;
  private final FlinkRest flink;

  /**
   * @param stack directory of the local stack that the cluster belongs to, if it is one
   */
  FlinkEngine(String address, Optional<Path> stack) {
    this.stack = stack;
    this.address = address;
    this.flink = FlinkRest.at(address);
  }

  @Override
  public EngineStatus ask() {
    Map<String, Long> late = new TreeMap<>();
    Optional<Checkpoint> oldest = Optional.empty();
    for (FlinkJob job : flink.jobs()) {
      if (!job.ended()) {
        Ledger ledger = Ledger.read(flink, job.id());
        ledger.lines().forEach(line -> late.merge(line.feed(), line.late(), Long::max));
        Optional<Checkpoint> last = flink.lastCheckpoint(job.id());
        oldest = Stream.concat(oldest.stream(), last.stream()).min(BY_TIME);
      }
    }
    return new EngineStatus(
        Optional.of(address),
        late,
        oldest.map(
            c ->
                new EngineStatus.Checkpoint(
                    c.completedAt(), c.durationMillis(), c.bytes(), c.failed())),
        restarts());
  }

  private List<EngineStatus.Restart> restarts() {
    return stack
        .map(directory -> RestartLog.in(directory).last(MOST_RESTARTS))
        .orElse(List.of())
        .stream()
        .map(
            restart ->
                new EngineStatus.Restart(
                    restart.component(),
                    restart.endedAt().toEpochMilli(),
                    restart.outage().toMillis(),
                    restart.reason()))
        .toList();
  }
}
