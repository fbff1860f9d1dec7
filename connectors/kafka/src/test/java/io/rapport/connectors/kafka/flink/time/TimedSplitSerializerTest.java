package io.rapport.connectors.kafka.flink.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TimedSplitSerializerTest {

  private final TimedSplitSerializer serializer =
      new TimedSplitSerializer(new KafkaPartitionSplitSerializer());
  private final TimedSplit split =
      new TimedSplit(
          new KafkaPartitionSplit(new TopicPartition("rapport.clicks", 3), 42),
          new PartitionTime(1, 2, 3));

  @Test
  void readsWhatItWrote() throws IOException {
    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
        .isEqualTo(split);
  }

  @Test
  void refusesAnotherFormat() throws IOException {
    byte[] bytes = serializer.serialize(split);
    assertThatThrownBy(() -> serializer.deserialize(2, bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }
}
