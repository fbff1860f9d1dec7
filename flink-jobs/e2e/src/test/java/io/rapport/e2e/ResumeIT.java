package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.TriagedTicket;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that nothing learned ends with the processes: products after a stop, a start, a kill of
 * everything and another start equal those of a run that never stopped.
 */
class ResumeIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Ten customers are enough for two segments. */
  private static final String SETTING = "--set=rapport.segment.segments=2";

  /** Weights decay by the time of the silence: by some 3e-6 in the seconds of a restart. */
  private static final double DECAY = 1e-4;

  private static final int PHASES = 3;
  private static final int VISITORS = 12;
  private static final int CLICKS = 4 * VISITORS;

  /** Clicks of one visitor between the last two phases. */
  private static final int BETWEEN = 3;

  private final Instant begin =
      Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);

  @TempDir private Path parent;

  @Test
  void productsAfterStopAndKillEqualThoseOfARunThatNeverStopped() {
    Map<String, String> undisturbed;
    Map<String, Listed> undisturbedLists;
    try (RapportProcess up = RapportProcess.up(parent.resolve("undisturbed"), SETTING)) {
      for (int phase = 0; phase < PHASES; phase++) {
        send(up, phase);
        if (phase == 1) {
          between(up);
        }
      }
      undisturbed = products(up);
      undisturbedLists = lists(up);
    }
    Path directory = parent.resolve("disturbed");

    try (RapportProcess up = RapportProcess.up(directory, SETTING)) {
      send(up, 0);
      up.close();
      assertThat(up.printed().lines().filter(line -> line.contains(": savepoint of")))
          .as(up.printed())
          .hasSize(4);
      print(up, ": savepoint of");
    }
    try (RapportProcess up = RapportProcess.up(directory, SETTING)) {
      assertThat(up.printed().lines().filter(line -> line.contains("goes on from the savepoint")))
          .hasSize(4);
      print(up, "goes on from");
      send(up, 1);
      checkpoint(up);
      between(up);
      up.killEverything();
    }
    try (RapportProcess up = RapportProcess.up(directory, SETTING)) {
      assertThat(up.printed().lines().filter(line -> line.contains("goes on from the"))).hasSize(4);
      print(up, "goes on from");
      send(up, 2);

      assertThat(products(up)).isEqualTo(undisturbed);
      assertThat(lists(up))
          .usingRecursiveComparison()
          .withEqualsForType((one, other) -> Math.abs(one - other) < DECAY, Double.class)
          .isEqualTo(undisturbedLists);
    }
  }

  private static void print(RapportProcess up, String what) {
    up.printed().lines().filter(line -> line.contains(what)).forEach(System.out::println);
  }

  /** Sends the events of a phase one after the other, and waits for what each is answered with. */
  private void send(RapportProcess up, int phase) {
    try (Producers producers = new Producers(up.kafka());
        Products products = new Products(up.kafka())) {
      Instant start = begin.plus(Duration.ofMinutes(20L * phase));
      for (int n = 0; n < CLICKS; n++) {
        Click click = click(phase, n, start.plusSeconds(n));
        producers.send(click);
        products.await(() -> products.answered(click.getEventId()), PATIENCE, click);
      }
      others(phase, start.plusSeconds(CLICKS)).forEach(producers::send);
      producers.acknowledged(Click.class);
      long views = (long) (phase + 1) * CLICKS + (phase == 2 ? BETWEEN : 0);
      products.await(
          () ->
              products.newest(CustomerProfile.class).values().stream()
                      .mapToLong(CustomerProfile::getViews)
                      .sum()
                  == views,
          PATIENCE,
          views + " views in " + products.newest(CustomerProfile.class));
      products.awaitQuiet();
    }
  }

  /** Waits for a checkpoint of every job that begins from now on. */
  private static void checkpoint(RapportProcess up) {
    long now = System.currentTimeMillis();
    FlinkRest flink = up.flink();
    for (FlinkJob job : flink.jobs()) {
      Installation.await(
          "a checkpoint of " + job.name(),
          () ->
              flink
                  .lastCheckpoint(job.id())
                  .filter(last -> last.completedAt() - last.durationMillis() >= now)
                  .isPresent());
    }
  }

  /**
   * Sends what a kill leaves without a checkpoint: of one visitor alone. A replay keeps the order
   * within a partition only, and the order of visitors moves the weights of neighbours.
   */
  private void between(RapportProcess up) {
    try (Producers producers = new Producers(up.kafka());
        Products products = new Products(up.kafka())) {
      for (int n = 0; n < BETWEEN; n++) {
        Click click =
            Click.newBuilder(click(1, n * VISITORS, begin.plus(Duration.ofMinutes(30 + n))))
                .setEventId("click-between-" + n)
                .build();
        producers.send(click);
        products.await(() -> products.answered(click.getEventId()), PATIENCE, click);
      }
    }
  }

  private static Click click(int phase, int n, Instant time) {
    int visitor = n % VISITORS;
    return Click.newBuilder()
        .setEventId("click-%d-%d".formatted(phase, n))
        .setEventTime(time)
        .setVisitorId("v" + visitor)
        .setAction(ClickAction.VIEW)
        .setItemId("i" + (visitor % 3 * 4 + n / VISITORS + phase) % 12)
        .build();
  }

  /** A purchase and a ticket of some, and the label of an agent. */
  private static List<SpecificRecord> others(int phase, Instant time) {
    List<SpecificRecord> others = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      others.add(purchase("v" + (phase * 4 + n), "%d-%d".formatted(phase, n), time.plusSeconds(n)));
      others.add(
          ticket("v" + (phase * 4 + n), "t%d-%d".formatted(phase, n), time.plusSeconds(10 + n)));
      others.add(
          SupportEvent.newBuilder()
              .setEventId("label-%d-%d".formatted(phase, n))
              .setEventTime(time.plusSeconds(20 + n))
              .setTicketId("t%d-%d".formatted(phase, n))
              .setKind(SupportEventKind.LABELLED)
              .setIntent(n % 2 == 0 ? "refund" : "delivery")
              .setQueue("desk-" + n % 2)
              .setPriority("medium")
              .setAgentId("agent-1")
              .build());
    }
    return others;
  }

  private static Purchase purchase(String visitor, String id, Instant time) {
    return Purchase.newBuilder()
        .setEventId("purchase-" + id)
        .setEventTime(time)
        .setOrderId("o" + id)
        .setKind(PurchaseKind.ORDER)
        .setVisitorId(visitor)
        .setCurrency("EUR")
        .setLines(List.of(new PurchaseLine("i1", 1, new BigDecimal("9.9900"), null, null, null)))
        .build();
  }

  private static SupportEvent ticket(String visitor, String id, Instant time) {
    return SupportEvent.newBuilder()
        .setEventId("ticket-" + id)
        .setEventTime(time)
        .setTicketId(id)
        .setKind(SupportEventKind.OPENED)
        .setVisitorId(visitor)
        .setSubject("About my order")
        .setBody("Where is parcel " + id + "? I want a refund or a delivery.")
        .build();
  }

  private static Map<String, String> products(RapportProcess up) {
    try (Products products = new Products(up.kafka())) {
      products.awaitQuiet();
      Map<String, String> all = new TreeMap<>();
      products
          .shown(CustomerProfile.class, ResumeIT::profile)
          .forEach((key, profile) -> all.put("profile of " + key, profile));
      products
          .shown(TriagedTicket.class, ResumeIT::triage)
          .forEach((key, ticket) -> all.put("ticket " + key, ticket));
      products
          .shown(CustomerSegment.class, ResumeIT::segment)
          .forEach((key, segment) -> all.put("segment of " + key, segment));
      assertThat(all.keySet())
          .contains("profile of default/v0", "ticket default/t0-0", "segment of default/v0");
      return all;
    }
  }

  /**
   * A list: its items in order, each with all that it is recommended for. Items that are trending
   * and no more are told without order: lists of them reach the ranking whenever they are made.
   */
  private record Listed(List<Item> items, Set<String> trending) {

    static Listed of(Recommendation list) {
      List<Item> items = new ArrayList<>();
      Set<String> trending = new TreeSet<>();
      for (RecommendedItem item : list.getItems()) {
        if (item.getSource().equals("trending")) {
          trending.add(item.getItemId());
        } else {
          items.add(Item.of(item));
        }
      }
      return new Listed(items, trending);
    }
  }

  private record Item(String itemId, Double score, Map<String, Double> reasons) {

    static Item of(RecommendedItem item) {
      Map<String, Double> reasons = new TreeMap<>();
      item.getReasons()
          .forEach(
              reason ->
                  reasons.put(reason.getItemId() + " " + reason.getSource(), reason.getWeight()));
      return new Item(item.getItemId(), item.getScore(), reasons);
    }
  }

  private static Map<String, Listed> lists(RapportProcess up) {
    try (Products products = new Products(up.kafka())) {
      products.awaitQuiet();
      Map<String, Listed> lists = new TreeMap<>();
      products.newest(Recommendation.class).forEach((key, list) -> lists.put(key, Listed.of(list)));
      assertThat(lists).hasSize(VISITORS);
      assertThat(lists.get("default/v0").items()).hasSizeGreaterThan(3);
      return lists;
    }
  }

  /** Without the scores: they depend on the moment at which the site's quintiles arrive. */
  private static String profile(CustomerProfile profile) {
    return CustomerProfile.newBuilder(profile)
        .setRecencyScore(null)
        .setFrequencyScore(null)
        .setMonetaryScore(null)
        .build()
        .toString();
  }

  /** Without the intent: a model arrives while the tickets do, and here it has hardly learned. */
  private static String triage(TriagedTicket ticket) {
    return "%s %s %s".formatted(ticket.getQueue(), ticket.getPriority(), ticket.getRedactedBody());
  }

  /** Its presence alone: the segment depends on the moment at which centroids arrive. */
  private static String segment(CustomerSegment segment) {
    return segment.getSite();
  }
}
