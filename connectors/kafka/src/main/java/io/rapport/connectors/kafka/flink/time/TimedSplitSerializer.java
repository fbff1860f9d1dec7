package io.rapport.connectors.kafka.flink.time;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Serializes a partition's time, then the partition as the Kafka connector does. */
final class TimedSplitSerializer implements SimpleVersionedSerializer<TimedSplit> {

  private static final int VERSION = 1;

  private final SimpleVersionedSerializer<KafkaPartitionSplit> partitions;

  TimedSplitSerializer(SimpleVersionedSerializer<KafkaPartitionSplit> partitions) {
    this.partitions = partitions;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(TimedSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(128);
    out.writeLong(split.time().newest());
    out.writeLong(split.time().received());
    out.writeLong(split.time().reached());
    SimpleVersionedSerialization.writeVersionAndSerialize(partitions, split.partition(), out);
    return out.getCopyOfBuffer();
  }

  @Override
  public TimedSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "The savepoint holds partitions in format %d; this version of Rapport reads %d. Restore it with the version that wrote it."
              .formatted(version, VERSION));
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    PartitionTime time = new PartitionTime(in.readLong(), in.readLong(), in.readLong());
    return new TimedSplit(
        SimpleVersionedSerialization.readVersionAndDeSerialize(partitions, in), time);
  }
}
