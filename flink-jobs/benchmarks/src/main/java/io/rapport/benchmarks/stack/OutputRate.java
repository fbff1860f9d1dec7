package io.rapport.benchmarks.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The rate of a job, read off the times at which its answers were sent.
 *
 * <p>The last fiftieth of the answers is left out: it may wait until event time passes, which on a
 * topic at its end takes seconds.
 */
public final class OutputRate {

  private static final double LAST = 0.02;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private OutputRate() {}

  /**
   * Answers a second.
   *
   * @param from ends of the partitions before
   * @param to ends of the partitions after
   * @param first share of each partition's first ones that does not count
   * @throws IllegalStateException when there are none
   */
  public static double perSecond(
      BenchStack stack,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      double first) {
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
        long oldest = from.get(partition);
        long newest = to.get(partition) - 1;
        if (newest >= oldest) {
          long written = newest - oldest;
          begin = Math.min(begin, timestamp(consumer, partition, oldest + at(written, first)));
          end = Math.max(end, timestamp(consumer, partition, oldest + at(written, 1 - LAST)));
        }
      }
    }
    return outputs * (1 - LAST - first) * 1000 / Math.max(1, end - begin);
  }

  private static long at(long written, double share) {
    return (long) (written * share);
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
