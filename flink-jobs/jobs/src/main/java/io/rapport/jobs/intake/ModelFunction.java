package io.rapport.jobs.intake;

import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.core.intake.Keys;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Maps the records of a topic that Rapport itself writes to domain values.
 *
 * <pre>
 * in    {@link Decoded} record or tombstone of the topic
 * out   {@code D}, the domain value
 * side  {@link IntakeFunction#DEAD_LETTERS}: DeadLetter for each record that cannot be decoded
 * </pre>
 */
public final class ModelFunction<A extends SpecificRecord, D>
    extends ProcessFunction<Decoded<A>, D> {

  private final SerializableFunction<A, D> mapping;
  private final Removal<D> removal;

  /**
   * @param removal maps a tombstone; null to skip tombstones
   */
  public ModelFunction(SerializableFunction<A, D> mapping, Removal<D> removal) {
    this.mapping = mapping;
    this.removal = removal;
  }

  @Override
  public void processElement(Decoded<A> record, Context context, Collector<D> out) {
    if (record.hasValue()) {
      out.collect(mapping.apply(record.value()));
    } else if (!record.isTombstone()) {
      context.output(IntakeFunction.DEAD_LETTERS, DeadLetters.of(record));
    } else if (removal != null) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      out.collect(
          removal.of(
              "tombstone-" + record.origin().id(),
              record.origin().timestamp(),
              Keys.site(key),
              Keys.id(key)));
    }
  }
}
