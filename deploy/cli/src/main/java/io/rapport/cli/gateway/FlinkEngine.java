package io.rapport.cli.gateway;

import io.rapport.cli.accounting.Ledger;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks Flink about the jobs: for the late events of all, and the oldest of their newest
 * checkpoints.
 */
final class FlinkEngine implements EngineStatus.Probe {
  private final String address;
  private final FlinkRest flink;

  FlinkEngine(String address) {
    this.address = address;
    this.flink = FlinkRest.at(address);
  }

  @Override
  public EngineStatus ask() {
    Map<String, Long> late = new TreeMap<>();
    Optional<FlinkRest.Checkpoint> oldest = Optional.empty();
    for (FlinkJob job : flink.jobs()) {
      if (!job.ended()) {
        Ledger ledger = Ledger.read(flink, job.id());
        ledger.lines().forEach(line -> late.merge(line.feed(), line.late(), Long::sum));
        Optional<FlinkRest.Checkpoint> last = flink.lastCheckpoint(job.id());
        oldest =
            oldest.isEmpty() || last.isEmpty()
                ? last.or(() -> Optional.empty())
                : Optional.of(
                    java.util.stream.Stream.of(oldest.get(), last.get())
                        .min(Comparator.comparingLong(FlinkRest.Checkpoint::completedAt))
                        .orElseThrow());
      }
    }
    return new EngineStatus(
        Optional.of(address),
        late,
        oldest.map(
            c ->
                new EngineStatus.Checkpoint(
                    c.completedAt(), c.durationMillis(), c.bytes(), c.failed())));
  }
}
