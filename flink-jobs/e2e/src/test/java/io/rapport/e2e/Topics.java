package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.TopicReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What is committed in a topic now. */
final class Topics {

  private final KafkaSettings settings;

  Topics(KafkaSettings settings) {
    this.settings = settings;
  }

  <A extends SpecificRecord> List<A> read(Class<A> type) {
    List<A> values = new ArrayList<>();
    assertThat(new TopicReader(settings).forEach(type, values::add)).isZero();
    return values;
  }
}
