package io.rapport.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.mapping.MappedAdapter;
import io.rapport.connectors.sources.mapping.MappingParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PartitionImportTest {

  private static final String MAPPING =
      """
      version: 1
      source: till
      record: purchase
      id: row
      columns:
        order: orderId
        customer: customerId
        item: lines.itemId
        pieces: lines.quantity
        at: eventTime
      constants: {kind: ORDER}
      """;

  /** Keeps what the jobs would: each event once, and of each order the last version. */
  private static final class Shop implements ImportSink {
    final List<String> sent = new ArrayList<>();
    final Map<String, Purchase> events = new HashMap<>();
    final Map<String, Purchase> orders = new HashMap<>();
    final List<RefusedRecord> refused = new ArrayList<>();

    @Override
    public void event(SpecificRecord event) {
      Purchase purchase = (Purchase) event;
      sent.add(purchase.getEventId());
      if (events.put(purchase.getEventId(), purchase) == null) {
        orders.put(purchase.getOrderId(), purchase);
      }
    }

    @Override
    public void refused(RefusedRecord record) {
      refused.add(record);
    }
  }

  private final Shop shop = new Shop();
  private final ImportAccount account = new ImportAccount();

  private PartitionImport partition() {
    ImportPlan plan =
        new ImportPlan(
            "orders-0",
            true,
            new MappedAdapter(MappingParser.parse(MAPPING)),
            Purchase.class,
            true,
            "shop",
            Instant.parse("2026-11-30T12:00:00Z"),
            Long.MAX_VALUE);
    return new PartitionImport(new ImportRun(plan, shop, account));
  }

  /** A topic of orders with so many rows each. */
  private static List<ConsumerRecord<byte[], byte[]>> topic(List<Integer> sizes) {
    List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
    for (int order = 0; order < sizes.size(); order++) {
      for (int row = 0; row < sizes.get(order); row++) {
        topic.add(row(topic.size(), "o-" + order, "i" + row));
      }
    }
    return topic;
  }

  private static ConsumerRecord<byte[], byte[]> row(long offset, String order, String item) {
    String json =
        "{\"row\":%d,\"order\":\"%s\",\"customer\":\"c\",\"item\":\"%s\",\"pieces\":1,\"at\":\"%s\"}"
            .formatted(offset, order, item, "2026-11-30T11:00:00Z");
    return new ConsumerRecord<>("orders", 0, offset, null, json.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 300)
  void anOrderIsWholeWhereverPollsAndImportsEnd(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 5) Integer> sizes,
      @ForAll long seed)
      throws IOException {
    List<ConsumerRecord<byte[], byte[]>> topic = topic(sizes);
    Random random = new Random(seed);
    Shop whole = shopOf(topic);
    PartitionImportTest test = new PartitionImportTest();
    PartitionImport partition = test.partition();
    int place = 0;
    int end = 0;
    while (end < topic.size()) {
      end = Math.min(topic.size(), end + 1 + random.nextInt(6)); // So far the topic has grown.
      while (place < end) {
        int polled = place + random.nextInt(end - place + 1);
        partition.use(topic.subList(place, polled));
        place = polled;
        if (random.nextInt(4) == 0) { // A failure.
          place = partition.place() < 0 ? place : (int) partition.place();
          partition = test.partition();
        }
      }
      partition.end();
      place = partition.place() < 0 ? place : (int) partition.place();
      partition = test.partition();
    }
    assertThat(test.shop.orders).isEqualTo(whole.orders);
    for (int order = 0; order < sizes.size(); order++) {
      assertThat(test.shop.orders.get("o-" + order).getLines()).hasSize(sizes.get(order));
    }
    assertThat(test.account.balanced()).isTrue();
  }

  /** The orders of a topic that is read in one poll. */
  private static Shop shopOf(List<ConsumerRecord<byte[], byte[]>> topic) throws IOException {
    PartitionImportTest other = new PartitionImportTest();
    PartitionImport partition = other.partition();
    partition.use(topic);
    partition.end();
    return other.shop;
  }

  @Test
  void twoOrdersThatBeginAlikeAreTwoEvents() throws IOException {
    PartitionImport one = partition();
    one.use(List.of(row(0, "o-1", "a"), row(1, "o-1", "b")));
    one.end();
    PartitionImport two = partition();
    two.use(List.of(row(0, "o-1", "a"), row(1, "o-1", "c")));
    two.end();
    PartitionImport again = partition();
    again.use(List.of(row(0, "o-1", "a"), row(1, "o-1", "b")));
    again.end();
    assertThat(shop.sent).hasSize(3);
    assertThat(shop.events).as("the same rows make the same event").hasSize(2);
  }

  @Test
  void aQuietTopicIsToldAndGrowsWhenItGoesOn() throws IOException {
    PartitionImport partition = partition();
    partition.use(List.of(row(7, "o-1", "a")));
    for (int poll = 1; poll < PartitionImport.QUIET_POLLS; poll++) {
      partition.use(List.of());
    }
    assertThat(shop.sent).isEmpty();
    partition.use(List.of());
    partition.use(List.of());
    assertThat(shop.sent).hasSize(1);
    assertThat(partition.place()).as("its first row").isEqualTo(7);
    partition.use(List.of(row(8, "o-1", "b"), row(9, "o-2", "a")));
    assertThat(shop.orders.get("o-1").getLines()).hasSize(2);
    assertThat(shop.sent).hasSize(2);
    assertThat(partition.place()).isEqualTo(9);
    assertThat(account.sent()).isEqualTo(2);
  }

  @Test
  void aRecordThatIsNoneDoesNotCutAnOrder() throws IOException {
    PartitionImport partition = partition();
    ConsumerRecord<byte[], byte[]> bad =
        new ConsumerRecord<>("orders", 0, 1, null, new byte[] {'{'});
    ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("orders", 0, 2, null, null);
    partition.use(List.of(row(0, "o-1", "a"), bad, tombstone, row(3, "o-1", "b")));
    partition.end();
    assertThat(shop.orders.get("o-1").getLines()).hasSize(2);
    assertThat(shop.refused).extracting(RefusedRecord::reason).containsExactly("not-json");
    assertThat(account.balanced()).isTrue();
  }

  @Test
  void anOrderWithoutEndIsRefusedAndNotKept() throws IOException {
    PartitionImport partition = partition();
    for (int i = 0; i < 2 * OrderRows.MOST; i++) {
      partition.use(List.of(row(i, "o-1", "i" + i)));
    }
    partition.use(List.of(row(5_000, "o-2", "a")));
    partition.end();
    assertThat(shop.orders).containsOnlyKeys("o-2");
    assertThat(account.refused()).containsEntry("order-too-long", 2L * OrderRows.MOST);
    assertThat(account.balanced()).isTrue();
  }
}
