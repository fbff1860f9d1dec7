package io.rapport.connectors.sources.adapter;

import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The outcome of one foreign record.
 *
 * @param events none of a record that was refused, or that tells nothing of use here
 * @param refusal empty of a sound record
 */
public record Outcome(List<SpecificRecord> events, Optional<Refusal> refusal) {

  static Outcome of(List<SpecificRecord> events) {
    return new Outcome(List.copyOf(events), Optional.empty());
  }

  static Outcome refused(Refusal refusal) {
    return new Outcome(List.of(), Optional.of(refusal));
  }

  /** Whether the record is sound and tells nothing of use here. */
  public boolean isIgnored() {
    return events.isEmpty() && refusal.isEmpty();
  }
}
