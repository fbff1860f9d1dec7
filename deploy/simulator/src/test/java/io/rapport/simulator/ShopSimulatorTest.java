package io.rapport.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.simulator.dirt.Dirt;
import io.rapport.simulator.dirt.DirtShares;
import io.rapport.simulator.dirt.SimulatedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ShopSimulatorTest {

  private static final long START = 1_790_000_000_000L;
  private static final double RATE = 500;
  private static final int MINUTE = 30_000;

  private static SimulatorSettings settings(long seed) {
    return SimulatorSettings.of(seed, START, RATE).withSize(1_000, 500);
  }

  private static List<SimulatedRecord> opening(ShopSimulator simulator) {
    List<SimulatedRecord> records = new ArrayList<>();
    while (simulator.isOpening()) {
      records.add(simulator.next());
    }
    return records;
  }

  private static List<SimulatedRecord> take(ShopSimulator simulator, int count) {
    List<SimulatedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(simulator.next());
    }
    return records;
  }

  private static <A> List<A> values(List<SimulatedRecord> records, Class<A> type) {
    return records.stream()
        .filter(record -> type.isInstance(record.value()))
        .map(record -> type.cast(record.value()))
        .toList();
  }

  private static byte[] avro(SpecificRecord value) {
    try {
      var out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(out, null);
      new org.apache.avro.specific.SpecificDatumWriter<SpecificRecord>(
              value.getSchema(), SpecificData.getForClass(value.getClass()))
          .write(value, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void equalSettingsGiveEqualRecordsToTheByte() {
    ShopSimulator one = new ShopSimulator(settings(7));
    ShopSimulator two = new ShopSimulator(settings(7));
    for (int i = 0; i < 30_000; i++) {
      SimulatedRecord record = one.next();
      SimulatedRecord same = two.next();
      assertThat(same).isEqualTo(record);
      assertThat(same.bytes(ShopSimulatorTest::avro))
          .isEqualTo(record.bytes(ShopSimulatorTest::avro));
    }
    assertThat(two.truth().counts()).isEqualTo(one.truth().counts());
  }

  @Test
  void anotherSeedGivesAnotherShop() {
    List<SimulatedRecord> one = take(new ShopSimulator(settings(1)), 2_000);
    List<SimulatedRecord> two = take(new ShopSimulator(settings(2)), 2_000);
    assertThat(one).doesNotContainAnyElementsOf(two);
  }

  @Test
  void opensWithCatalogueArticlesCustomersAndTheirOrders() {
    List<SimulatedRecord> records = opening(new ShopSimulator(settings(3)));
    assertThat(values(records, CatalogueItem.class)).hasSize(1_000);
    assertThat(values(records, KnowledgeArticle.class)).hasSize(17 * 4);
    List<CustomerRecord> people = values(records, CustomerRecord.class);
    List<CustomerRecord> cards =
        people.stream()
            .filter(person -> person.getCustomerId().startsWith("loyalty-card:"))
            .toList();
    assertThat(people).hasSize(500 + cards.size());
    assertThat(cards).hasSizeBetween(30, 90);
    assertThat(values(records, Purchase.class))
        .hasSizeBetween(400, 1_500)
        .allSatisfy(order -> assertThat(order.getEventTime().toEpochMilli()).isLessThan(START));
    assertThat(records).hasSize(1_568 + cards.size() + values(records, Purchase.class).size());
    List<Long> times =
        records.stream()
            .filter(record -> record.value() instanceof Purchase)
            .map(SimulatedRecord::eventTime)
            .toList();
    assertThat(times).isSorted();
  }

  @Test
  void everyRecordReadsBackAsItsSchemaSays() throws IOException {
    ShopSimulator simulator = new ShopSimulator(settings(4));
    for (SimulatedRecord record : take(simulator, 20_000)) {
      if (record.value() == null || record.dirt() == Dirt.TRUNCATED) {
        continue;
      }
      SpecificRecord value = record.value();
      var reader =
          new org.apache.avro.specific.SpecificDatumReader<SpecificRecord>(
              value.getSchema(), value.getSchema(), SpecificData.getForClass(value.getClass()));
      byte[] bytes = record.bytes(ShopSimulatorTest::avro);
      assertThat(reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null)))
          .isEqualTo(value);
      if (record.dirt() == Dirt.CLEAN) {
        assertThat(record.topic()).isEqualTo(value.getClass());
        assertThat(record.key()).isEqualTo(Records.record(value, record.eventTime()).key());
      }
    }
  }

  @Test
  void liveRecordsComeAtExactlyTheRate() {
    ShopSimulator simulator = new ShopSimulator(settings(5).withDirt(DirtShares.none()));
    opening(simulator);
    for (int i = 0; i < 5_000; i++) {
      long due = simulator.nextDue();
      assertThat(due).isEqualTo(START + i * 2L);
      // Two records of one step go out one after the other, so a few are milliseconds old.
      assertThat(simulator.next().eventTime()).isBetween(due - 200, due);
    }
  }

  @Test
  void cleanEventIdsAreUnique() {
    ShopSimulator simulator = new ShopSimulator(settings(6).withDirt(DirtShares.none()));
    Set<Object> ids = new HashSet<>();
    for (SimulatedRecord record : take(simulator, 40_000)) {
      SpecificRecord value = record.value();
      assertThat(ids.add(value.get(value.getSchema().getField("eventId").pos()))).isTrue();
    }
  }

  @Test
  void popularityFollowsZipf() {
    ShopSimulator simulator = new ShopSimulator(settings(8).withDirt(DirtShares.none()));
    opening(simulator);
    Map<String, Long> views =
        values(take(simulator, 100_000), Click.class).stream()
            .filter(click -> click.getAction() == ClickAction.VIEW)
            .collect(Collectors.groupingBy(Click::getItemId, Collectors.counting()));
    List<Long> sorted = views.values().stream().sorted((a, b) -> Long.compare(b, a)).toList();
    // Slope of log(views) over log(rank) between the ranks 5 and 200, by least squares.
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int rank = 5; rank <= 200; rank++) {
      double x = Math.log(rank);
      double y = Math.log(sorted.get(rank - 1));
      n++;
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
    assertThat(slope).isBetween(-1.3, -0.6);
    assertThat(views).hasSizeGreaterThan(700);
  }

  @Test
  void ordersHoldOnlyWhatTheVisitorLookedAt() {
    ShopSimulator simulator = new ShopSimulator(settings(9).withDirt(DirtShares.none()));
    opening(simulator);
    Map<String, Set<String>> viewed = new HashMap<>();
    Map<String, Purchase> orders = new HashMap<>();
    int undone = 0;
    for (SimulatedRecord record : take(simulator, MINUTE)) {
      if (record.value() instanceof Click click && click.getAction() == ClickAction.VIEW) {
        viewed.computeIfAbsent(click.getVisitorId(), id -> new HashSet<>()).add(click.getItemId());
      } else if (record.value() instanceof Purchase purchase && purchase.getVisitorId() != null) {
        if (purchase.getKind() == PurchaseKind.ORDER) {
          assertThat(orders.put(purchase.getOrderId(), purchase)).isNull();
          assertThat(purchase.getLines())
              .isNotEmpty()
              .allSatisfy(
                  line ->
                      assertThat(viewed.get(purchase.getVisitorId())).contains(line.getItemId()));
        } else {
          assertThat(orders.get(purchase.getOrderId()).getLines()).isEqualTo(purchase.getLines());
          undone++;
        }
      }
    }
    assertThat(orders).hasSizeGreaterThan(300);
    assertThat(undone).isGreaterThan(20);
  }

  @Test
  void aMinuteHasEnoughOfEverything() {
    ShopSimulator simulator = new ShopSimulator(SimulatorSettings.of(42, START, RATE));
    opening(simulator);
    List<SimulatedRecord> minute = take(simulator, MINUTE);
    List<SupportEvent> support = values(minute, SupportEvent.class);
    assertThat(support.stream().filter(e -> e.getKind() == SupportEventKind.OPENED).count())
        .isBetween(300L, 3_000L);
    assertThat(support.stream().filter(e -> e.getKind() == SupportEventKind.LABELLED).count())
        .isBetween(250L, 3_000L);
    assertThat(values(minute, Purchase.class)).hasSizeBetween(300, 4_000);
    assertThat(values(minute, IdentityLink.class)).hasSizeGreaterThan(100);
    assertThat(values(minute, Click.class).stream().map(Click::getVisitorId).distinct().count())
        .isBetween(2_000L, 10_000L);
    assertThat(values(minute, Click.class)).hasSizeGreaterThan(20_000);
  }

  @Test
  void aVisitorWhoLoggedInIsKnownFromThenOn() {
    ShopSimulator simulator = new ShopSimulator(settings(10).withDirt(DirtShares.none()));
    opening(simulator);
    Map<String, String> linked = new HashMap<>();
    int known = 0;
    for (SimulatedRecord record : take(simulator, MINUTE)) {
      if (record.value() instanceof IdentityLink link && link.getCustomerId() != null) {
        linked.put(link.getVisitorId(), link.getCustomerId());
      } else if (record.value() instanceof Click click) {
        assertThat(click.getCustomerId()).isEqualTo(linked.get(click.getVisitorId()));
        known += click.getCustomerId() == null ? 0 : 1;
      }
    }
    assertThat(known).isGreaterThan(1_000);
  }

  @Test
  void conversationsTakeTheirStepsInOrder() {
    ShopSimulator simulator = new ShopSimulator(settings(11).withDirt(DirtShares.none()));
    Map<String, List<SupportEventKind>> steps = new HashMap<>();
    opening(simulator);
    for (SupportEvent event : values(take(simulator, MINUTE), SupportEvent.class)) {
      steps.computeIfAbsent(event.getTicketId(), id -> new ArrayList<>()).add(event.getKind());
      if (event.getKind() == SupportEventKind.LABELLED) {
        assertThat(event.getIntent()).isNotBlank();
        assertThat(event.getQueue()).isNotBlank();
        assertThat(event.getPriority()).isIn("low", "medium", "high", "urgent");
      }
    }
    long closed =
        steps.values().stream()
            .filter(ticket -> ticket.contains(SupportEventKind.CLOSED))
            .peek(
                ticket -> {
                  assertThat(ticket).startsWith(SupportEventKind.OPENED);
                  assertThat(ticket).endsWith(SupportEventKind.CLOSED);
                  assertThat(ticket).contains(SupportEventKind.AGENT_MESSAGE);
                })
            .count();
    assertThat(closed).isGreaterThan(200);
  }

  @Test
  void dirtKeepsToItsShares() {
    DirtShares shares = DirtShares.total(0.20);
    ShopSimulator simulator = new ShopSimulator(settings(12).withDirt(shares));
    List<SimulatedRecord> opening = opening(simulator);
    int live = 60_000;
    take(simulator, live);
    GroundTruth truth = simulator.truth();
    assertThat(truth.total()).isEqualTo(opening.size() + live);
    for (Dirt dirt : Dirt.values()) {
      if (dirt != Dirt.CLEAN) {
        double expected = shares.of(dirt) * (live + (spoilsOpening(dirt) ? opening.size() : 0));
        // Six standard deviations of a binomial, and a bot's length for bots.
        double tolerance = 6 * Math.sqrt(expected) + (dirt == Dirt.BOT ? 200 : 10);
        assertThat((double) truth.count(dirt))
            .as(dirt.code())
            .isBetween(expected - tolerance, expected + tolerance);
      }
    }
  }

  private static boolean spoilsOpening(Dirt dirt) {
    return dirt == Dirt.MALFORMED_VALUE;
  }

  @Test
  void noDirtMeansNone() {
    ShopSimulator simulator = new ShopSimulator(settings(13).withDirt(DirtShares.none()));
    List<SimulatedRecord> records = take(simulator, 20_000);
    assertThat(records).allSatisfy(r -> assertThat(r.dirt()).isEqualTo(Dirt.CLEAN));
    assertThat(simulator.truth().count(Dirt.CLEAN)).isEqualTo(20_000);
  }

  @Test
  void truthCountsWhatWasGiven() {
    ShopSimulator simulator = new ShopSimulator(settings(14).withDirt(DirtShares.total(0.3)));
    List<SimulatedRecord> records = take(simulator, 20_000);
    Map<Class<?>, Map<Dirt, Long>> counted =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    SimulatedRecord::topic,
                    Collectors.groupingBy(SimulatedRecord::dirt, Collectors.counting())));
    simulator
        .truth()
        .counts()
        .forEach((topic, row) -> assertThat(row).isEqualTo(counted.getOrDefault(topic, Map.of())));
    assertThat(simulator.truth().total()).isEqualTo(records.size());
  }

  @Test
  void aDuplicateRepeatsAnEarlierRecord() {
    ShopSimulator simulator =
        new ShopSimulator(settings(15).withDirt(DirtShares.none().with(Dirt.DUPLICATE, 0.1)));
    opening(simulator);
    Set<SpecificRecord> earlier = new HashSet<>();
    for (SimulatedRecord record : take(simulator, 10_000)) {
      if (record.dirt() == Dirt.DUPLICATE) {
        assertThat(earlier).contains(record.value());
      } else {
        assertThat(earlier.add(record.value())).isTrue();
      }
    }
  }

  @Test
  void personalDataIsOfNobody() {
    ShopSimulator simulator = new ShopSimulator(settings(16).withDirt(DirtShares.none()));
    for (SimulatedRecord record : take(simulator, 15_000)) {
      String text = String.valueOf(record.value());
      java.util.regex.Matcher address =
          java.util.regex.Pattern.compile("@([A-Za-z.]+)").matcher(text);
      while (address.find()) {
        assertThat(address.group(1)).matches("example\\.(com|net|org)\\.?");
      }
    }
  }
}
