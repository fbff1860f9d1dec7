package io.rapport.benchmarks.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The rate of a job's recommendations, read off the times at which they were sent. */
public final class OutputRate {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private OutputRate() {}

  /**
   * Recommendations a second.
   *
   * @param from ends of the partitions before
   * @param to ends of the partitions after
   * @param leftOut share of each partition's first ones that does not count
   * @throws IllegalStateException when there are none
   */
  public static double perSecond(
      BenchStack stack,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      double leftOut) {
    long outputs = Offsets.sum(to) - Offsets.sum(from);
    if (outputs == 0) {
      throw new IllegalStateException("The job has written nothing");
    }
    long begin = Long.MAX_VALUE;
    long end = 0;
    try (var consumer =
        new KafkaConsumer<>(
            consumerConfig(stack), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (var partition : to.keySet()) {
        long first = from.get(partition);
        long last = to.get(partition) - 1;
        if (last >= first) {
          long counted = first + (long) ((last - first) * leftOut);
          begin = Math.min(begin, timestamp(consumer, partition, counted));
          end = Math.max(end, timestamp(consumer, partition, last));
        }
      }
    }
    return outputs * (1 - leftOut) * 1000 / Math.max(1, end - begin);
  }

  private static Properties consumerConfig(BenchStack stack) {
    Properties config = stack.settings().clientConfig();
    config.setProperty("max.poll.records", "1");
    return config;
  }

  private static long timestamp(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
      return record.timestamp();
    }
    throw new IllegalStateException("Could not read " + partition + " at " + offset);
  }
}
