package io.rapport.cli.importing;

import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.kafka.WireProducer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Sends events to their topics, and refused records to a file or to the dead letters. */
final class ProducerSink implements ImportSink {

  private static final String STAGE = "import";

  private final ImportPlan plan;
  private final WireProducer producer;
  private final RefusedFile refused;

  /**
   * @param refused null for the dead letters
   */
  ProducerSink(ImportPlan plan, WireProducer producer, RefusedFile refused) {
    this.plan = plan;
    this.producer = producer;
    this.refused = refused;
  }

  @Override
  public void event(SpecificRecord event) {
    producer.send(event);
  }

  @Override
  public void refused(RefusedRecord record) throws IOException {
    if (refused != null) {
      refused.add(record);
      return;
    }
    producer.send(
        DeadLetters.ofOutside(
            plan.name() + ":" + record.line(),
            Topic.of(plan.contract()).name(),
            record.line(),
            STAGE,
            record.reason(),
            record.detail(),
            record.text().getBytes(StandardCharsets.UTF_8),
            Instant.now()));
  }
}
