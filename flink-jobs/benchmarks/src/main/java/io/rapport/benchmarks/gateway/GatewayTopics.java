package io.rapport.benchmarks.gateway;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.ItemReason;
import io.rapport.avro.Neighbour;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.command.connection.TopicSetup;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The topics that a measured gateway rebuilds its memory from: items, neighbours and lists. */
final class GatewayTopics {

  static final int VISITORS = 2_000;
  static final int ITEMS = 1_000;

  /** Neighbours an item, as many as the job publishes. */
  static final int NEIGHBOURS = 80;

  private static final int LISTED = 20;

  private GatewayTopics() {}

  /** Creates the topics and fills them. */
  static void fill(KafkaSettings kafka) throws IOException {
    TopicSetup.ensure(kafka);
    try (WireProducer producer = new WireProducer(kafka)) {
      IntStream.range(0, ITEMS).forEach(i -> producer.send(item(i)));
      IntStream.range(0, ITEMS).forEach(i -> producer.send(neighbours(i)));
      IntStream.range(0, VISITORS).forEach(i -> producer.send(recommendation(i)));
      producer.flush();
    }
  }

  private static CatalogueItem item(int number) {
    return CatalogueItem.newBuilder()
        .setEventId("item-" + number)
        .setEventTime(Instant.now())
        .setItemId("item-" + number)
        .setTitle("Item number " + number)
        .setCategory("category/" + number % 20)
        .setPrice(BigDecimal.valueOf(number + 1).setScale(4))
        .setCurrency("EUR")
        .build();
  }

  private static ItemNeighbours neighbours(int item) {
    return ItemNeighbours.newBuilder()
        .setItemId("item-" + item)
        .setEventTime(Instant.now())
        .setCount(100)
        .setNeighbours(
            IntStream.range(0, NEIGHBOURS)
                .mapToObj(
                    place ->
                        new Neighbour(
                            "item-" + (item * 7 + place * 23 + 1) % ITEMS,
                            10.0 / (place + 1),
                            1.0 / (place + 1)))
                .toList())
        .setModelVersion("bench")
        .build();
  }

  private static Recommendation recommendation(int visitor) {
    List<RecommendedItem> items =
        IntStream.range(0, LISTED)
            .mapToObj(
                slot ->
                    RecommendedItem.newBuilder()
                        .setItemId("item-" + (visitor * 31 + slot * 17) % ITEMS)
                        .setScore(1.0 / (slot + 1))
                        .setSource("co-occurrence")
                        .setReasons(
                            List.of(
                                new ItemReason("item-" + visitor % ITEMS, "co-occurrence", 0.7),
                                new ItemReason("item-" + slot, "co-occurrence", 0.3)))
                        .build())
            .toList();
    return Recommendation.newBuilder()
        .setRecommendationId("r-" + visitor)
        .setEventTime(Instant.now())
        .setTriggerTime(Instant.now())
        .setVisitorId("visitor-" + visitor)
        .setTriggerEventId("e-" + visitor)
        .setItems(items)
        .setModelVersion("bench")
        .build();
  }
}
