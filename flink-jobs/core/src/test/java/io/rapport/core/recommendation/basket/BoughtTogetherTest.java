package io.rapport.core.recommendation.basket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyReader;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.replay.HeapUpdates;
import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.OrderRetraction;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.stats.LogLikelihood;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoughtTogetherTest {

  private static final BoughtSettings STEADY =
      BoughtSettings.DEFAULT.with(
          b ->
              b.decay(ForwardDecay.halfLife(1L << 50))
                  .replySize(50)
                  .significance(3.84)
                  .orderExpiryMillis(1L << 50)
                  .expiryMillis(1L << 50));
  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(s -> s.bought(STEADY));

  private final Map<String, ItemMemory> items = new HashMap<>();
  private HeapUpdates updates = new HeapUpdates(SETTINGS, null, this::item);

  private ItemMemory item(String key) {
    return items.computeIfAbsent(key, any -> new ItemMemory(SETTINGS));
  }

  private static PurchaseEvent purchase(
      String event, String order, PurchaseKind kind, long time, List<String> bought) {
    List<PurchaseLine> lines = bought.stream().map(item -> new PurchaseLine(item, 1, 1)).toList();
    return Events.order(event, time, null)
        .orderId(order)
        .kind(kind)
        .customerId("c")
        .lines(lines)
        .build();
  }

  private Map<Long, Float> neighbours(String item) {
    Visit visit = Events.visit(item, 1).eventId("e").build();
    ReplyReader reply =
        new ReplyReader(new ReplyWriter(SETTINGS).reply(visit, item("shop/" + item)));
    Map<Long, Float> found = new HashMap<>();
    boolean parts = reply.nextPart(); // the part of texts comes first and is empty
    if (parts && reply.nextPart()) {
      while (reply.nextOfPart()) {
        found.put(reply.hash(), reply.score());
      }
    }
    return found;
  }

  @Test
  void theRatioIsDunnings() {
    // The ratio by hand, as in the paper: 2 sum k ln(k N / (row column)).
    double[][] k = {{110, 2442}, {111, 29114}};
    double total = 110 + 2442 + 111 + 29114;
    double expected = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double row = k[i][0] + k[i][1];
        double column = k[0][j] + k[1][j];
        expected += 2 * k[i][j] * Math.log(k[i][j] * total / (row * column));
      }
    }
    assertThat(LogLikelihood.ratio(110, 2442, 111, 29114)).isCloseTo(expected, within(1e-6));
    assertThat(LogLikelihood.ratio(110, 2442, 111, 29114)).isCloseTo(270.72, within(0.01));
    assertThat(LogLikelihood.ratio(10, 90, 90, 810)).isCloseTo(0, within(1e-6));
  }

  /**
   * The counts equal those of all orders at the end, in any order of orders, returns and
   * retractions.
   */
  @Property(tries = 40)
  void asManyAsCountingAllOrdersSays(@ForAll @IntRange(min = 1, max = 10_000) int seed) {
    items.clear();
    updates = new HeapUpdates(SETTINGS, null, this::item);
    Random random = new Random(seed);
    List<Set<String>> orders = new ArrayList<>();
    for (int n = 0; n < 60; n++) {
      Set<String> order = new TreeSet<>();
      int theme = random.nextInt(3) * 3;
      for (int i = random.nextInt(4); i >= 0; i--) {
        order.add("i" + (random.nextInt(5) == 0 ? random.nextInt(9) : theme + random.nextInt(3)));
      }
      updates.apply(purchase("p" + n, "o" + n, PurchaseKind.ORDER, n, List.copyOf(order)));
      updates.apply(purchase("p" + n, "o" + n, PurchaseKind.ORDER, n, List.copyOf(order)));
      if (random.nextInt(4) == 0) {
        String back = order.iterator().next();
        updates.apply(purchase("r" + n, "o" + n, PurchaseKind.RETURN, n + 5, List.of(back)));
        order.remove(back);
      }
      if (random.nextInt(6) == 0) {
        updates.apply(new OrderRetraction("shop", "o" + n, n + 9));
        updates.apply(new OrderRetraction("shop", "o" + n, n + 9));
        updates.apply(purchase("q" + n, "o" + n, PurchaseKind.ORDER, n, List.of("i1", "i2")));
        order.clear();
      }
      orders.add(order);
    }
    // One more order of all items, so that every item knows the number of orders.
    List<String> all = List.of("i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8");
    updates.apply(purchase("last", "last", PurchaseKind.ORDER, 70, all));
    orders.add(Set.copyOf(all));
    orders.removeIf(Set::isEmpty);
    for (String a : all) {
      Map<Long, Float> found = neighbours(a);
      for (String b : all) {
        if (!a.equals(b)) {
          double both = count(orders, a, b);
          double first = count(orders, a, a) - both;
          double second = count(orders, b, b) - both;
          double neither = orders.size() - both - first - second;
          double ratio = LogLikelihood.ratio(both, first, second, neither);
          boolean wanted = ratio >= STEADY.significance() && both * neither > first * second;
          assertThat(found.containsKey(Hash64.of(b))).isEqualTo(wanted);
          if (wanted) {
            assertThat((double) found.get(Hash64.of(b)))
                .isCloseTo(both / (both + first + 1), within(5e-3));
          }
        }
      }
    }
  }

  private static double count(List<Set<String>> orders, String a, String b) {
    return orders.stream().filter(order -> order.contains(a) && order.contains(b)).count();
  }

  @Test
  void aReturnThatOvertakesItsOrderTakesItBack() {
    List<BoughtLine> lines = new ArrayList<>();
    Basket basket = new Basket(STEADY);
    basket.apply(purchase("r", "o", PurchaseKind.RETURN, 5, List.of("a")), lines::add);
    basket = Repacked.of(Basket.format(STEADY), basket);
    basket.apply(purchase("p", "o", PurchaseKind.ORDER, 1, List.of("a", "b")), lines::add);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).itemId()).isEqualTo("b");
    assertThat(lines.get(0).others()).isEmpty();
    assertThat(lines.get(0).orders()).isEqualTo(1);
  }

  @Test
  void pairsAreBounded() {
    BoughtNeighbours neighbours = new BoughtNeighbours(STEADY);
    for (int i = 0; i < 200; i++) {
      neighbours.learn(new BoughtPair("shop", "a", "i" + i, 1, i, 1, i, 200, i));
    }
    assertThat(neighbours.size()).isEqualTo(STEADY.maxPairs());
  }
}
