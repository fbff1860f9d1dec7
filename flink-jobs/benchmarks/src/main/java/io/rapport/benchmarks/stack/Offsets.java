package io.rapport.benchmarks.stack;

import io.rapport.connectors.kafka.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the end offsets of topics and the committed offsets of a consumer group. */
public final class Offsets {

  private Offsets() {}

  public static Map<TopicPartition, Long> ends(Admin admin, Topic<?> topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    admin
        .describeTopics(List.of(topic.name()))
        .allTopicNames()
        .get()
        .get(topic.name())
        .partitions()
        .forEach(
            partition ->
                request.put(
                    new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
    return admin.listOffsets(request).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /**
   * The number of records of some partitions that a group had read at its newest complete
   * checkpoint, where Flink commits offsets.
   */
  public static long committed(Admin admin, String group, Map<TopicPartition, Long> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return partitions.keySet().stream()
        .mapToLong(p -> offsets.get(p) == null ? 0 : offsets.get(p).offset())
        .sum();
  }

  public static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }
}
